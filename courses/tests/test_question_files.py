"""Questions from files and into files in the admin: looked over first, kept once, taken along whole."""

from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal

import pytest
from django.contrib.auth.models import Permission
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from wagtail.images import get_image_model

from courses.bank import category_at
from courses.exceptions import ImportRefused
from courses.formats import gift, moodle_xml
from courses.formats.catalog import FORMATS
from courses.formats.tests.strategies import png
from courses.models import BankQuestion, QuestionCategory, QuestionImport
from courses.question_exporting import export
from courses.question_importing import bring, confirm, discard, look_over
from courses.questions.values import ALL, Essay, File, Option, ShortText, SingleChoice
from people.models import User
from people.roles import COORDINATORS, TRAINERS

from .factories import make_staff

pytestmark = pytest.mark.django_db
NOW = datetime(2027, 1, 20, 9, tzinfo=UTC)
CHOICE = SingleChoice(
    text="<p>Хто ухвалює закони?</p>",
    name="Закони",
    idnumber="K-85",
    tags=("рада",),
    points=Decimal(2),
    category=("Право",),
    options=(Option(text="Верховна Рада", share=ALL, feedback="Стаття 85."), Option(text="Кабінет Міністрів")),
)
WORD = ShortText(text="Столиця України?", name="Столиця", answers=(Option(text="Київ", share=ALL),))


@pytest.fixture
def shelf():
    return category_at(["Імпорт"])


def brought(*questions, shelf, form="moodle_xml", data=None):
    data = data or FORMATS[form].write(questions).content
    return bring(name="questions.xml", data=data, form=form, category=shelf, by=None, now=NOW)


def taken(*questions, shelf):
    return confirm(imported=brought(*questions, shelf=shelf), by=None, now=NOW)


def states(imported):
    return [row.state for row in look_over(imported)[0]]


def test_nothing_is_kept_before_it_is_confirmed(shelf):
    imported = brought(CHOICE, WORD, shelf=shelf)

    assert states(imported) == ["new", "new"]
    assert (BankQuestion.objects.count(), QuestionCategory.objects.count()) == (0, 1)


def test_confirming_keeps_all_that_the_bank_has_a_place_for(shelf):
    done = taken(CHOICE, WORD, shelf=shelf)

    kept = BankQuestion.objects.get(idnumber="K-85")
    assert (done.added, done.changed, bytes(done.content)) == (2, 0, b"")
    assert (str(kept.category), str(kept.category.parent)) == ("Право", "Імпорт")
    assert [tag.name for tag in kept.tags.all()] == ["рада"]
    assert (kept.name, kept.points, kept.version) == ("Закони", 2, 1)
    assert kept.as_value().options == CHOICE.options


def test_confirming_twice_is_once(shelf):
    imported = brought(CHOICE, WORD, shelf=shelf)
    confirm(imported=imported, by=None, now=NOW)
    confirm(imported=imported, by=None, now=NOW)

    assert BankQuestion.objects.count() == 2


def test_the_same_file_again_adds_nothing(shelf):
    taken(CHOICE, WORD, shelf=shelf)

    imported = brought(CHOICE, WORD, WORD, shelf=shelf)

    assert states(imported) == ["same", "same", "same"]
    assert (confirm(imported=imported, by=None, now=NOW).added, BankQuestion.objects.count()) == (0, 2)


def test_a_file_that_waits_is_brought_once(shelf):
    assert brought(CHOICE, shelf=shelf) == brought(CHOICE, shelf=shelf)
    assert QuestionImport.objects.count() == 1


def test_a_question_twice_in_a_file_is_kept_once(shelf):
    assert taken(WORD, WORD, shelf=shelf).added == 1


def test_a_known_number_changes_the_question_and_keeps_its_place(shelf):
    taken(CHOICE, shelf=shelf)
    first = BankQuestion.objects.get()

    done = taken(replace(CHOICE, text="<p>Який орган ухвалює закони?</p>", category=("Інше",)), shelf=shelf)

    second = BankQuestion.objects.get()
    assert (done.added, done.changed) == (0, 1)
    assert (second.pk, second.version, second.category) == (first.pk, 2, first.category)
    assert second.as_value().text == "<p>Який орган ухвалює закони?</p>"


def test_names_and_points_are_cut_to_what_the_bank_keeps(shelf):
    taken(replace(WORD, name="н" * 240, idnumber="і" * 240, points=Decimal("3.333333")), shelf=shelf)

    kept = BankQuestion.objects.get()
    assert (len(kept.name), len(kept.idnumber), kept.points) == (200, 100, Decimal("3.33"))


def test_a_file_without_a_question_is_refused_with_its_first_problem(shelf):
    with pytest.raises(ImportRefused, match="Line 1: A brace"):
        brought(shelf=shelf, form="gift", data=b"a {=b")

    assert not QuestionImport.objects.exists()


def test_a_discarded_file_is_forgotten_and_a_confirmed_one_is_not(shelf):
    discard(imported=brought(CHOICE, shelf=shelf))
    assert not QuestionImport.objects.exists()

    with pytest.raises(ImportRefused, match="confirmed already"):
        discard(imported=taken(CHOICE, shelf=shelf))


def test_what_goes_out_and_comes_in_elsewhere_is_the_same(shelf):
    taken(CHOICE, WORD, Essay(text="Чому?", guidance="<p>Дві причини.</p>"), shelf=shelf)

    written = export(category=shelf, form="moodle_xml")
    other = category_at(["Інша школа"])
    BankQuestion.objects.filter(idnumber="K-85").update(idnumber="")
    confirm(imported=brought(shelf=other, data=written.content), by=None, now=NOW)

    again = export(category=other, form="moodle_xml")
    here, there = (moodle_xml.read(one.content).questions for one in (written, again))
    assert [replace(one, category=()) for one in there] == [replace(one, category=()) for one in here]
    assert there[0].category == ("Інша школа", "Імпорт")
    assert written.problems == ()


def test_export_takes_a_category_with_all_below_it_and_nothing_beside(shelf):
    taken(CHOICE, WORD, shelf=shelf)
    confirm(imported=brought(replace(WORD, text="Інше?"), shelf=category_at(["Поруч"])), by=None, now=NOW)

    found = gift.read(export(category=shelf, form="gift").content).questions

    assert {question.category for question in found} == {("Імпорт",), ("Імпорт", "Право")}


def test_pictures_become_pictures_of_the_school_and_leave_as_files(shelf):
    shown = replace(
        WORD,
        text='<p>Чий це герб? <img alt="Герб" src="file:a.png"/></p>',
        files=(File(name="a.png", content=png("red")),),
    )
    taken(shown, shelf=shelf)

    image = get_image_model().objects.get()
    assert f'id="{image.pk}"' in BankQuestion.objects.get().as_value().text
    back = moodle_xml.read(export(category=shelf, form="moodle_xml").content).questions[0]
    assert back.text == f'<p>Чий це герб? <img alt="Герб" src="file:{back.files[0].name}"/></p>'
    assert [file.content for file in back.files] == [png("red")]
    assert states(brought(shown, shelf=shelf)) == ["same"]


@pytest.fixture
def trainer(sign_in):
    return sign_in(make_staff(TRAINERS))


def test_a_trainer_brings_a_file_looks_it_over_and_keeps_it(trainer, shelf):
    data = "::Столиця::Столиця України?{=Київ}\n\n::Зле::Що{=це\n".encode()
    upload = {"file": SimpleUploadedFile("q.gift", data), "form": "gift", "category": shelf.pk}
    page = trainer.post(reverse("question_imports"), upload, follow=True)
    words = page.content.decode()

    assert "Столиця" in words and "Line 3: A brace" in words and "Keep 1 question" in words
    assert not BankQuestion.objects.exists()

    done = trainer.post(page.request["PATH_INFO"], follow=True).content.decode()

    assert "confirmed: new 1, changed 0" in done
    assert BankQuestion.objects.get().name == "Столиця"


def test_a_question_without_a_name_is_shown_by_its_words(trainer, shelf):
    imported = brought(replace(WORD, name="", text="<p>Що &lt; 5?</p>"), shelf=shelf)

    page = trainer.get(reverse("question_import", args=[imported.pk])).content.decode()

    assert "Що &lt; 5?" in page and "&amp;lt;" not in page


def test_a_file_may_be_thrown_away(trainer, shelf):
    imported = brought(WORD, shelf=shelf)

    trainer.post(reverse("question_import", args=[imported.pk]), {"discard": "1"})

    assert not QuestionImport.objects.exists() and not BankQuestion.objects.exists()


def test_a_refusal_stands_beside_the_file(trainer, shelf):
    upload = {"file": SimpleUploadedFile("q.xml", b"<x/>"), "form": "moodle_xml", "category": shelf.pk}

    assert "does not begin with" in trainer.post(reverse("question_imports"), upload).content.decode()


def test_export_says_what_is_lost_and_gives_the_file(trainer, shelf):
    taken(replace(CHOICE, hint="Стаття 85"), shelf=shelf)
    asked = {"category": shelf.pk, "form": "gift"}

    page = trainer.get(reverse("question_exports"), asked)
    file = trainer.get(reverse("question_exports"), asked | {"download": "1"})

    assert "Question 1: This format has no place for: hint, points." in page.content.decode()
    assert gift.read(file.content).questions[0].name == "Закони"
    assert "attachment" in file.headers["Content-Disposition"]


def test_the_bank_leads_to_files(trainer):
    page = trainer.get(reverse("wagtailsnippets_courses_bankquestion:list")).content.decode()

    assert reverse("question_imports") in page and reverse("question_exports") in page


@pytest.fixture
def onlooker(sign_in):
    """Somebody who may enter the admin and see the list of questions, and change nothing."""
    user = User.objects.create_user("onlooker@example.org")
    user.user_permissions.set(Permission.objects.filter(codename__in=["access_admin", "view_bankquestion"]))
    return sign_in(user)


def test_files_are_for_those_who_keep_the_bank(onlooker, shelf):
    imported = brought(CHOICE, shelf=shelf)
    taken(WORD, shelf=shelf)
    doors = [
        reverse("question_imports"),
        reverse("question_import", args=[imported.pk]),
        f"{reverse('question_exports')}?category={shelf.pk}&form=gift&download=1",
    ]

    assert [onlooker.get(door).status_code for door in doors] == [302, 302, 302]
    assert onlooker.post(doors[1]).status_code == 302
    assert BankQuestion.objects.count() == 1


def test_files_are_not_for_strangers(client, shelf):
    assert client.get(reverse("question_exports")).url.startswith(reverse("wagtailadmin_login"))


@pytest.mark.parametrize("role", [TRAINERS, COORDINATORS])
def test_who_keeps_the_bank_has_its_files(role, sign_in):
    browser = sign_in(make_staff(role))

    assert [browser.get(reverse(name)).status_code for name in ("question_imports", "question_exports")] == [200, 200]


def test_lists_take_the_same_number_of_queries(trainer, queries_of, shelf):
    taken(WORD, shelf=shelf)
    one = queries_of(reverse("question_imports"))
    for number in range(3):
        taken(replace(WORD, text=f"Питання {number}?"), shelf=shelf)

    assert queries_of(reverse("question_imports")) == one


def test_looking_over_takes_the_same_number_of_queries(trainer, queries_of, shelf):
    taken(CHOICE, shelf=shelf)
    few = brought(CHOICE, WORD, shelf=shelf)
    many = brought(CHOICE, WORD, *(replace(WORD, text=f"Питання {number}?") for number in range(5)), shelf=shelf)

    assert queries_of(reverse("question_import", args=[few.pk])) == queries_of(
        reverse("question_import", args=[many.pk])
    )
