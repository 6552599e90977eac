"""The checks of texts: what each finds, and what it leaves alone."""

import json

import pytest
from django.utils.translation import override

from certificates.tests.conftest import collected, new_renditions  # noqa: F401 -- a fixture
from content.checking import checks
from content.checking.findings import KINDS, Finding, as_plain, from_plain, quoted
from content.checking.reading import Reading
from content.checking.registry import examine, is_checked
from content.models import Topic
from courses.models import AssignmentPage, CatalogPage, CoursePage, LessonPage, ModulePage
from courses.tests.factories import make_lesson, make_quiz
from home.models import StandardPage
from webinars.models import EventIndexPage, EventPage

from .readable import audio, found_in, heading, image, lesson_of, make_document, make_image, text, video

pytestmark = [pytest.mark.django_db, *new_renditions]


def test_a_plain_lesson_has_nothing_to_be_found():
    picture = make_image()

    assert found_in(heading("Доходи"), text("<p>Податки.</p>"), heading("Податки", "h3"), image(picture.pk)) == []


@pytest.mark.parametrize(
    ("alt", "caption", "code"),
    [
        ("", "", "image-alt"),
        ("   ", "", "image-alt"),
        ("IMG_2034", "", "image-alt-name"),
        ("skhema-biudzhetu.png", "", "image-alt-name"),
        ("Бюджетний рік", "бюджетний рік ", "image-alt-caption"),
        ("Графік: доходи ростуть", "Бюджетний рік", None),
        ("Сторінка 12 рішення.", "", None),
    ],
)
def test_alternative_texts(alt, caption, code):
    assert found_in(image(make_image().pk, alt, caption)) == ([code] if code else [])


@pytest.mark.parametrize(
    ("credit", "code"),
    [
        ("", "image-credit"),
        ("Ірина Мак", "image-licence"),
        ("Вінницька громада, accreditation", "image-licence"),
        ("Ірина Мак, CC BY 4.0", None),
        ("Власне фото школи", None),
        ("© Ірина Мак, із дозволу авторки", None),
        ("NASA, public domain", None),
        ("Ірина Мак, ліцензія CC BY-SA", None),
    ],
)
def test_licences_of_images(credit, code):
    assert found_in(image(make_image(credit=credit).pk)) == ([code] if code else [])


def test_an_image_or_file_that_was_deleted_is_missed():
    picture, recording = make_image(), make_document("zapys.mp3")
    blocks = [image(picture.pk), audio(recording.pk), ("file", {"title": "Зразок", "document": recording.pk})]
    assert found_in(*blocks) == []

    picture.delete()
    recording.delete()

    assert found_in(*blocks) == ["image-missing", "file-missing", "file-missing"]
    assert found_in(video(transcript="<p>Слова.</p>")) == ["file-missing"]


def test_recordings_have_words_for_who_does_not_hear():
    small, captions, wrong = make_document("malyi.mp4"), make_document("slova.vtt"), make_document("slova.srt")

    assert found_in(audio(small.pk)) == []
    assert found_in(audio(small.pk, transcript="")) == ["audio-text"]
    assert found_in(audio(small.pk, transcript="<p> &nbsp;</p>")) == ["audio-text"]
    assert found_in(video(small=small.pk)) == ["video-text"]
    assert found_in(video(external_url="https://example.org/v")) == ["video-text"]
    assert found_in(video(small=small.pk, captions=captions.pk)) == []
    assert found_in(video(small=small.pk, transcript="<p>Слова.</p>")) == []
    assert found_in(video(small=small.pk, captions=wrong.pk)) == ["captions-kind"]
    assert found_in(video(better=small.pk, captions=captions.pk)) == ["video-small"]


def test_headings_stand_in_order():
    words = "слово " * 8

    assert found_in(heading("Частина", "h3"), heading("Розділ")) == ["heading-jump"]
    assert found_in(video(small=make_document().pk, transcript="<p>С</p>"), heading("Частина", "h3")) == []
    assert found_in(heading("")) == ["heading-empty"]
    assert found_in(heading(words)) == []
    assert found_in(heading(f"{words} дев’яте")) == ["heading-long"]
    assert found_in(heading("Доходи"), heading("Видатки"), heading("доходи ")) == ["heading-twice"]


def test_a_long_text_has_headings():
    long = text(f"<p>{'слово ' * (checks.LONG + 1)}</p>")

    assert found_in(long, minutes=3) == ["heading-none"]
    assert found_in(heading("Розділ"), long, minutes=3) == []


def link(attributes, words="Про бюджет"):
    return text(f"<p>Див. <a {attributes}>{words}</a></p>")


def test_links_to_pages_and_files_lead_somewhere():
    page, document = make_lesson(), make_document()

    assert found_in(link(f'linktype="page" id="{page.pk}"')) == []
    assert found_in(link(f'linktype="document" id="{document.pk}"')) == []
    assert found_in(link('linktype="page" id="987654"')) == ["link-page-gone"]
    assert found_in(link('linktype="page" id="’"')) == ["link-page-gone"]
    assert found_in(link(f'linktype="page" id="{"9" * 40}"')) == ["link-page-gone"]
    assert found_in(link('linktype="document" id="987654"')) == ["link-document-gone"]
    assert found_in(audio(document.pk, transcript='<p><a linktype="page" id="987654">там</a></p>')) == [
        "link-page-gone"
    ]
    page.unpublish()
    _reading, (finding,) = examine(lesson_of(link(f'linktype="page" id="{page.pk}"')))
    assert finding.code == "link-page-hidden"
    assert page.title not in finding.says, "drafts are not for everybody who can write a link"


@pytest.mark.parametrize(
    ("attributes", "words", "codes"),
    [
        ('href="https://openbudget.gov.ua"', "openbudget.gov.ua", []),
        ('href="mailto:rada@example.org"', "рада", []),
        ('href="https://["', "дивна адреса", []),
        ('href="/search/?q=бюджет"', "пошук", ["link-by-hand"]),
        ('href="/kursy/nemaie-takoho/"', "курс", ["link-address-gone"]),
        ('href="http://testserver/nemaie/"', "курс", ["link-address-gone"]),
        ('href="#"', "курс", ["link-nowhere"]),
        ("", "курс", ["link-nowhere"]),
        ('href="https://example.org"', "Тут", ["link-words"]),
    ],
)
def test_other_links(attributes, words, codes):
    assert found_in(link(attributes, words)) == codes


def test_an_address_written_by_hand_leads_to_a_published_page_a_screen_or_a_file():
    lesson = make_lesson()
    quiz = make_quiz(lesson.module.specific)
    there = [lesson.url, lesson.url.rstrip("/"), f"{lesson.url}#доходи", f"{quiz.url}result/", "/c/?number=1",
             "/media/rik.png", "/static/css/base.css"]  # fmt: skip
    gone = [f"{lesson.url}dali/", "/en/nothing/", "/c/x/y/z/", "/%D0%BA%D1%83%D1%80%D1%81/"]

    def codes(addresses):
        return [found_in(link(f'href="{address}"', "курс")) for address in addresses]

    assert codes(there) == [["link-by-hand"]] * len(there)
    assert codes(gone) == [["link-address-gone"]] * len(gone)
    lesson.unpublish()
    assert codes([lesson.url]) == [["link-address-gone"]]


def test_the_weight_of_the_page_keeps_to_the_budget(monkeypatch):
    blocks = [heading("Розділ"), text("<p>слово</p>")]
    page = lesson_of(*blocks)
    assert Reading(page).bytes < 4_000

    monkeypatch.setattr(checks, "AIMED_BYTES", 2_000)
    assert found_in(*blocks) == ["weight-near"]
    monkeypatch.setattr(checks, "MOST_BYTES", 3_000)
    assert found_in(*blocks) == ["weight-over"]


def test_what_is_read_is_measured():
    recording = make_document("malyi.mp4", size=7_000_000)
    page = lesson_of(
        text(f"<p>{'слово ' * 360}</p>"),
        ("quote", {"text": "два слова", "who": "", "role": ""}),
        video(small=recording.pk, minutes=12, transcript="<p>не рахується тут</p>"),
    )

    reading = Reading(page)

    assert reading.words == 362
    assert reading.minutes == 14
    assert reading.media_bytes == 7_000_000


def test_every_kind_of_page_with_a_text_is_checked_and_no_other():
    checked = (AssignmentPage, CoursePage, EventPage, LessonPage, ModulePage, StandardPage)

    assert all(map(is_checked, checked))
    assert not any(map(is_checked, (CatalogPage, EventIndexPage, Topic)))


def test_both_texts_of_an_event_are_checked():
    body, after = (json.dumps([dict(zip(("type", "value"), heading(""), strict=True))]) for _ in range(2))

    _reading, found = examine(EventPage(title="Подія", body=body, after=after))

    assert [(finding.code, finding.number) for finding in found] == [("heading-empty", 1), ("heading-empty", 2)]


def test_a_finding_says_where_it_is_and_what_to_do_in_the_readers_language():
    _reading, (finding, later) = examine(
        lesson_of(heading("Розділ " * 9), heading("Доходи"), image(make_image(credit="").pk))
    )

    assert (finding.grave, later.grave) == (True, False)
    assert finding.anchor == "#block-00000000-2-section"
    assert "Схема" in finding.says
    with override("en"):
        assert (finding.place, later.place) == ("Image 1", "Heading 1")
        assert "Open it among the images" in finding.advice
    assert finding.place != "Image 1"


def test_findings_survive_json_and_checks_that_are_no_more():
    found = [Finding("weight-over", {"size": 120_000, "most": 100_000})]

    rows = json.loads(json.dumps(as_plain(found)))

    assert from_plain(rows) == found
    assert "120" not in from_plain(rows)[0].says or "0,1" in from_plain(rows)[0].says
    assert from_plain([{**rows[0], "code": "gone"}]) == []


def test_every_word_of_a_finding_can_be_filled_in():
    facts = dict.fromkeys(["text", "title", "credit"], "100 % слів") | {"size": 1, "most": 2, "words": 3}
    facts |= {"minutes": 1, "estimate": 9}

    assert all(Finding(code, facts).says and Finding(code, facts).advice for code in KINDS)


@pytest.mark.parametrize(
    ("text", "shown"),
    [("«Мій  календар»", "Мій календар"), ("“Create an account”", "Create an account"), ("«Ми» і «ви»", "«Ми» і «ви»")],
)
def test_what_is_quoted_has_one_pair_of_marks(text, shown):
    assert quoted(text) == shown


def test_marks_of_percent_in_what_is_quoted_do_no_harm():
    _reading, (finding,) = examine(lesson_of(heading("На 100 %(size)s більше, ніж торік, і це не все %s %d")))

    assert "100 %(size)s" in finding.says
