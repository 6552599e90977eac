"""The page of an assignment: files by their content, nothing lost, and who may see what was handed in."""

import io
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from courses.assignments.submitting import add_files, save_draft, submit
from courses.models import Submission, SubmissionFile
from courses.windows import version_of
from people.roles import COORDINATORS
from webinars.tests.factories import make_person

from .factories import make_course, make_staff, make_trainer
from .test_assignments import give, hand_in, make_assignment, make_learner

pytestmark = pytest.mark.django_db
PDF = b"%PDF-1.7\n1 0 obj\n"


def pdf(name="лист.pdf", content=PDF):
    return SimpleUploadedFile(name, content)


def send(browser, assignment, *, files=(), button="submit", **data):
    return browser.post(assignment.url, {"text": "Шановна радо!", button: "1", "files": list(files), **data})


def test_a_text_with_a_file_is_handed_in_and_shown_again(sign_in):
    assignment = make_assignment()
    person = make_learner(assignment)
    browser = sign_in(person)

    assert send(browser, assignment, files=[pdf()]).status_code == 302

    submission = Submission.objects.submitted().get()
    give(submission, accepted=False, points=3, comment="Додайте дату.")
    page = browser.get(assignment.url).content.decode()
    assert "лист.pdf" in page and "Додайте дату." in page
    assert b"".join(browser.get(f"/submissions/files/{submission.files.get().pk}/")) == PDF


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("лист.pdf", b"MZ\x90\x00", "of another kind"),
        ("лист.pdf", b"", "is empty"),
        ("лист.pdf", PDF + b"0" * 1024 * 1024, "larger than"),
        ("лист.pdf", b"\x89PNG\r\n\x1a\n" + b"0" * 99, "of another kind"),
    ],
)
def test_a_wrong_file_is_named_beside_the_field_and_the_rest_is_kept(sign_in, name, content, says):
    assignment = make_assignment(max_megabytes=1)
    browser = sign_in(make_learner(assignment))

    response = send(browser, assignment, files=[pdf("добрий.pdf"), pdf(name, content)])

    draft = Submission.objects.drafts().get()
    assert response.status_code == 422
    assert says in str(response.context["form"].errors["files"])
    assert (draft.text, [file.name for file in draft.files.all()]) == ("Шановна радо!", ["добрий.pdf"])


def test_too_many_files_are_refused_and_one_can_be_removed(sign_in):
    assignment = make_assignment(max_files=1)
    browser = sign_in(make_learner(assignment))

    assert send(browser, assignment, files=[pdf(), pdf()]).status_code == 422
    send(browser, assignment, files=[pdf()], button="save")
    file = SubmissionFile.objects.get()
    seen = version_of(Submission.objects.get())
    assert browser.post(assignment.url, {"text": "Ще", "version": seen, "remove": file.pk}).status_code == 302

    assert not SubmissionFile.objects.exists()
    assert Submission.objects.drafts().get().text == "Ще"


def test_a_second_click_says_that_it_is_handed_in(sign_in):
    assignment = make_assignment()
    browser = sign_in(make_learner(assignment))

    assert [send(browser, assignment).status_code for _click in range(2)] == [302, 302]
    assert Submission.objects.count() == 1


def test_only_the_owner_the_trainers_of_the_course_and_coordinators_have_a_file(client, sign_in):
    assignment = make_assignment()
    owner = make_learner(assignment)
    draft = save_draft(person=owner, assignment=assignment, text="", now=timezone.now())
    add_files(draft=draft, files=[(pdf(), "application/pdf")])
    url = f"/submissions/files/{draft.files.get().pk}/"
    trainer, coordinator = make_trainer(assignment.course), make_staff(COORDINATORS)
    others = [make_learner(assignment), make_trainer(make_course()), make_person()]
    statuses = {who: sign_in(who).get(url).status_code for who in (owner, trainer, coordinator)}
    assert list(statuses.values()) == [200, 404, 404]  # a draft is its owner's

    submit(person=owner, assignment=assignment, now=timezone.now())

    assert [sign_in(who).get(url).status_code for who in (owner, trainer, coordinator)] == [200] * 3
    assert [sign_in(who).get(url).status_code for who in others] == [404] * 3
    client.logout()
    assert client.get(url).url == f"/login/?next={url}"


def test_another_participants_work_is_not_on_the_page(sign_in):
    assignment = make_assignment()
    hand_in(assignment, make_learner(assignment), text="Таємниця")

    assert "Таємниця" not in sign_in(make_learner(assignment)).get(assignment.url).content.decode()


def test_three_submissions_take_as_many_queries_as_one(sign_in, queries_of):
    assignment = make_assignment()
    person = make_learner(assignment)
    sign_in(person)
    counts = []
    for _time in range(3):
        draft = save_draft(person=person, assignment=assignment, text="Ще", now=timezone.now())
        add_files(draft=draft, files=[(pdf(), "application/pdf")])
        give(submit(person=person, assignment=assignment, now=timezone.now()), accepted=False, points=1)
        counts.append(queries_of(assignment.url))

    assert counts[0] == counts[2]


def test_returned_work_is_gone_on_with_and_not_typed_again(sign_in):
    assignment = make_assignment()
    person = make_learner(assignment)
    give(hand_in(assignment, person, text="Перша спроба."), accepted=False, points=3, comment="Додайте дату.")

    form = sign_in(person).get(assignment.url).context["form"]
    assert form["text"].value() == "Перша спроба."

    save_draft(person=person, assignment=assignment, text="Друга спроба.", now=timezone.now())
    assert sign_in(person).get(assignment.url).context["form"]["text"].value() == "Друга спроба."
    assert sign_in(make_learner(assignment)).get(assignment.url).context["form"]["text"].value() == ""


def test_who_was_signed_out_while_writing_gets_the_text_back(client):
    assignment = make_assignment()
    text = "Шановна радо! Просимо відкрити бюджет громади."

    answer = send(client, assignment, text=text)

    assert answer.status_code == 403
    assert text in answer.content.decode()
    assert f'href="/login/?next={assignment.url}"' in answer.content.decode()
    assert send(client, assignment, text="").url == f"/login/?next={assignment.url}"
    assert not Submission.objects.exists()


@pytest.mark.parametrize(("data", "kept"), [({"text": "Радо\x00 моя"}, "Радо моя"), ({}, "Почали"), ({"text": ""}, "")])
def test_what_was_sent_is_kept_as_it_can_be_and_what_was_not_sent_stays(sign_in, data, kept):
    assignment = make_assignment()
    person = make_learner(assignment)
    draft = save_draft(person=person, assignment=assignment, text="Почали", now=timezone.now())

    sign_in(person).post(assignment.url, {"save": "1", "version": version_of(draft), **data})

    assert Submission.objects.drafts().get().text == kept


@pytest.mark.parametrize("button", ["save", "submit"])
def test_an_old_window_overwrites_nothing_and_both_texts_are_shown(sign_in, button):
    assignment = make_assignment()
    browser = sign_in(make_learner(assignment))
    old = browser.get(assignment.url).context["version"]
    send(browser, assignment, text="З першого вікна.", button="save", version=old)

    answer = send(browser, assignment, text="З другого.", button=button, version=old, files=[pdf()])

    page = answer.content.decode()
    kept = Submission.objects.get()
    assert answer.status_code == 409
    assert "<p>З першого вікна.</p>" in page and "З другого.</textarea>" in page
    assert (kept.text, kept.submitted_at, kept.files.count()) == ("З першого вікна.", None, 1)

    send(browser, assignment, text="Разом.", button=button, version=answer.context["version"])
    kept.refresh_from_db()
    assert (kept.text, kept.submitted_at is None) == ("Разом.", button == "save")


def test_the_same_words_from_an_old_window_are_no_quarrel(sign_in):
    assignment = make_assignment()
    browser = sign_in(make_learner(assignment))

    assert [send(browser, assignment, button="save").status_code for _click in range(2)] == [302, 302]


def office(*names):
    """An office file as its parts stand in it."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in names:
            archive.writestr(name, "<x/>" * 50)
    return file.getvalue()


WORD = ("[Content_Types].xml", "_rels/.rels", "word/document.xml", "word/_rels/document.xml.rels")
LIBRE = ("_rels/.rels", "docProps/core.xml", "docProps/app.xml", "word/_rels/document.xml.rels", "word/document.xml")
GOOGLE = ("word/numbering.xml", "word/settings.xml", "word/document.xml", "_rels/.rels", "[Content_Types].xml")
ONLY = ("[Content_Types].xml", "_rels/.rels", "docProps/app.xml", "docProps/core.xml", "word/document.xml")


@pytest.mark.parametrize("parts", [WORD, LIBRE, GOOGLE, ONLY], ids=["Word", "LibreOffice", "Google", "OnlyOffice"])
def test_a_document_is_known_whichever_program_wrote_it(sign_in, parts):
    assignment = make_assignment()

    assert (
        send(sign_in(make_learner(assignment)), assignment, files=[pdf("лист.docx", office(*parts))]).status_code == 302
    )
    assert SubmissionFile.objects.get().content_type.endswith("wordprocessingml.document")


def test_an_archive_that_calls_itself_a_document_is_none(sign_in):
    assignment = make_assignment()
    files = [pdf("лист.docx", office("a.exe")), pdf("лист.odt", office("word.txt", "mimetype"))]

    response = send(sign_in(make_learner(assignment)), assignment, files=files)

    assert response.status_code == 422
    assert not SubmissionFile.objects.exists()
