"""Assignments: drafts, files by their content, due dates, marks, and who may see what was handed in."""

import itertools
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from courses.assignments.due import days_late, due_of
from courses.assignments.marking import mark
from courses.assignments.submitting import add_files, save_draft, submit
from courses.exceptions import LearningRefused, MarkRefused
from courses.models import AssignmentPage, Criterion, Level, Mark, Submission, SubmissionFile
from courses.progress import progress_of
from people.roles import COORDINATORS
from webinars.tests.factories import make_person

from .factories import (
    DAY,
    _add,
    make_cohort,
    make_course,
    make_enrollment,
    make_module,
    make_staff,
    make_trainer,
    prose,
)

pytestmark = pytest.mark.django_db
PDF = b"%PDF-1.7\n1 0 obj\n"
_number = itertools.count(1)


def make_assignment(module=None, *, rubric=None, **fields):
    fields = {"slug": f"zavdannia-{next(_number)}", "title": "Напишіть звернення", "body": prose("Пишіть."), **fields}
    page = AssignmentPage(**fields)
    page.criteria = [
        Criterion(title=title, levels=[Level(title=str(points), points=points) for points in levels])
        for title, levels in (rubric or {}).items()
    ]
    return _add(module or make_module(make_course()), page)


def make_learner(assignment, **fields):
    return make_enrollment(make_cohort(assignment.course, **fields)).person


def pdf(name="лист.pdf", content=PDF):
    return SimpleUploadedFile(name, content)


def hand_in(assignment, person, *, text="Шановна радо!", now=None):
    now = now or timezone.now()
    save_draft(person=person, assignment=assignment, text=text, now=now)
    return submit(person=person, assignment=assignment, now=now)


def give(submission, *, accepted=True, points=8, comment="Добре.", **more):
    return mark(
        submission=submission,
        by=make_staff(COORDINATORS),
        accepted=accepted,
        points=points,
        comment=comment,
        now=timezone.now(),
        **more,
    )


def is_done(assignment, person):
    return progress_of(person=person, course=assignment.course).items[0].done


def test_an_accepted_assignment_is_a_step_done_and_completes_the_course():
    assignment = make_assignment()
    enrollment = make_enrollment(make_cohort(assignment.course))
    submission = hand_in(assignment, enrollment.person)
    assert not is_done(assignment, enrollment.person)

    give(submission)

    enrollment.refresh_from_db()
    assert is_done(assignment, enrollment.person)
    assert enrollment.completed_at is not None


def test_a_returned_one_is_not_done_and_may_be_handed_in_again():
    assignment = make_assignment()
    person = make_learner(assignment)
    give(hand_in(assignment, person), accepted=False, points=3)

    second = hand_in(assignment, person)

    assert (second.number, is_done(assignment, person)) == (2, False)


def test_a_returned_one_is_final_where_it_is_handed_in_once():
    assignment = make_assignment(resubmission=False)
    person = make_learner(assignment)
    give(hand_in(assignment, person), accepted=False, points=3)

    with pytest.raises(LearningRefused, match="once only"):
        hand_in(assignment, person)


def test_the_same_work_is_not_handed_in_twice():
    assignment = make_assignment()
    person = make_learner(assignment)
    hand_in(assignment, person)

    with pytest.raises(LearningRefused, match="handed in"):
        submit(person=person, assignment=assignment, now=timezone.now())
    assert Submission.objects.count() == 1


def test_nothing_is_handed_in_by_who_is_not_enrolled_or_wrote_nothing():
    assignment = make_assignment()

    with pytest.raises(LearningRefused, match="Enroll"):
        hand_in(assignment, make_person())
    with pytest.raises(LearningRefused, match="nothing"):
        hand_in(assignment, make_learner(assignment), text="  ")


def test_it_is_due_at_the_midnight_after_so_many_days_in_kyiv_or_on_the_cohorts_own_date():
    assignment = make_assignment(due_days=7)
    enrollment = make_enrollment(make_cohort(assignment.course))
    last = enrollment.cohort.starts_on + timedelta(days=8)
    kyiv = ZoneInfo("Europe/Kyiv")
    assert due_of(assignment=assignment, person=enrollment.person) == datetime(
        last.year, last.month, last.day, tzinfo=kyiv
    )

    own = timezone.now() + DAY
    assignment.due_rows.create(cohort=enrollment.cohort, due_at=own)
    assignment.save()

    assert due_of(assignment=assignment, person=enrollment.person) == own


@pytest.mark.parametrize(
    ("late", "days"), [(-DAY, 0), (0 * DAY, 0), (timedelta(seconds=1), 1), (DAY, 1), (1.5 * DAY, 2)]
)
def test_a_day_begun_is_a_day_late(late, days):
    due = timezone.now()

    assert days_late(due=due, now=due + late) == days
    assert days_late(due=None, now=due) == 0


def overdue(**fields):
    assignment = make_assignment(**fields)
    enrollment = make_enrollment(make_cohort(assignment.course))
    assignment.due_rows.create(cohort=enrollment.cohort, due_at=timezone.now() - 1.5 * DAY)
    assignment.save()
    return assignment, enrollment.person


def test_what_is_late_is_noted_or_costs_points():
    noted = hand_in(*overdue())
    costly = hand_in(*overdue(late_rule="percent", late_percent=10))

    assert (noted.days_late, give(noted, points=10).points) == (2, 10)
    made = give(costly, points=10)
    assert (made.points, made.taken_off) == (8, 2)


def test_what_is_late_may_be_refused_and_the_draft_is_kept():
    assignment, person = overdue(late_rule="refused")

    with pytest.raises(LearningRefused, match="not accepted late"):
        hand_in(assignment, person)
    assert Submission.objects.drafts().get().text == "Шановна радо!"


def test_the_rubric_makes_the_points_and_keeps_its_words():
    assignment = make_assignment(rubric={"Мета": (0, 5), "Мова": (1, 4)})
    submission = hand_in(assignment, make_learner(assignment))
    first, second = assignment.criteria.all()
    levels = {first.pk: first.levels.get(points=5).pk, second.pk: second.levels.get(points=1).pk}

    with pytest.raises(MarkRefused, match="each criterion"):
        give(submission, levels={first.pk: levels[first.pk]})
    made = give(submission, points=None, levels=levels)

    assert made.points == 6
    assert made.rubric[0] == {"criterion": "Мета", "level": "5", "points": 5, "of": 5}


def test_a_second_mark_changes_nothing_and_says_whose_the_first_is():
    assignment = make_assignment()
    submission = hand_in(assignment, make_learner(assignment))
    first = give(submission, points=9)

    with pytest.raises(MarkRefused, match=first.by.email):
        give(submission, points=7)
    assert Mark.objects.get().points == 9


@pytest.mark.parametrize(
    "wrong", [{"points": 11}, {"points": None}, {"points": 5}, {"accepted": False, "comment": " "}], ids=str
)
def test_a_mark_out_of_the_rules_is_refused(wrong):
    assignment = make_assignment()
    submission = hand_in(assignment, make_learner(assignment))

    with pytest.raises(MarkRefused):
        give(submission, **wrong)
    assert not Mark.objects.exists()


def test_a_mail_says_that_it_is_marked(django_capture_on_commit_callbacks):
    assignment = make_assignment()
    submission = hand_in(assignment, make_learner(assignment))
    mail.outbox.clear()

    with django_capture_on_commit_callbacks(execute=True):
        give(submission, comment="Таємниця")

    (letter,) = mail.outbox
    assert letter.to == [submission.person.email]
    assert assignment.title in letter.subject
    assert assignment.url in letter.body
    assert "Таємниця" not in letter.body


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
    assert browser.post(assignment.url, {"text": "Ще", "remove": file.pk}).status_code == 302

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
