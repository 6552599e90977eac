"""More time for one person: what it moves, who gives it, and where the person sees it."""

from datetime import timedelta

import pytest
from django.utils import timezone
from wagtail.models import ModelLogEntry

from content.wording import in_kyiv
from courses.assignments.due import due_of
from courses.deadlines import settle
from courses.exceptions import ExtensionRefused
from courses.models import Cohort, Enrollment, Extension
from courses.more_time import give_more_time
from courses.progress import complete_lesson
from courses.quizzes import start_attempt
from webinars.tests.factories import make_person

from .factories import DAY, make_cohort, make_enrollment, make_lesson, make_module, make_quiz, make_trainer
from .test_assignments import hand_in, make_assignment
from .test_deadlines import due

pytestmark = pytest.mark.django_db


@pytest.fixture
def assignment():
    return make_assignment(due_days=7, late_rule="refused")


@pytest.fixture
def enrollment(assignment):
    return make_enrollment(make_cohort(assignment.course))


@pytest.fixture
def trainer(assignment):
    return make_trainer(assignment.course)


def give(enrollment, page=None, *, reason="Не було світла", by=None, now=None, **values):
    return give_more_time(enrollment=enrollment, page=page, reason=reason, by=by, now=now or timezone.now(), **values)


def test_an_assignment_is_due_later_for_one_person_alone(assignment, enrollment):
    other = make_enrollment(enrollment.cohort)
    due_at = due_of(assignment=assignment, person=other.person)
    give(enrollment, assignment, until=due_at + 3 * DAY)

    assert due_of(assignment=assignment, person=enrollment.person) == due_at + 3 * DAY
    assert due_of(assignment=assignment, person=other.person) == due_at
    handed_in = hand_in(assignment, enrollment.person, now=due_at + 2 * DAY)
    assert (handed_in.days_late, handed_in.due_at) == (0, due_at + 3 * DAY)


def test_the_entry_in_the_calendar_moves_with_a_higher_counter_and_back(client, assignment, enrollment):
    settle(now=timezone.now())
    due_at, title = due_of(assignment=assignment, person=enrollment.person), f"Due: {assignment.title}"
    before = due(client, enrollment.person)[title]

    give(enrollment, assignment, until=due_at + 3 * DAY)
    moved = due(client, enrollment.person)[title]
    give(enrollment, assignment, reason="Помилка")
    back = due(client, enrollment.person)[title]

    assert before["UID"] == moved["UID"] == back["UID"]
    assert moved.decoded("DTEND") == due_at + 3 * DAY
    assert back.decoded("DTEND") == before.decoded("DTEND") == due_at
    assert [event["SEQUENCE"] for event in (before, moved, back)] == [0, 1, 2]


def test_the_course_can_be_completed_later_by_one_person(assignment):
    lesson = make_lesson()
    cohort = make_cohort(lesson.course)
    late, later = make_enrollment(cohort), make_enrollment(cohort)
    Cohort.objects.filter(pk=cohort.pk).update(
        ends_on=timezone.localdate() - DAY, starts_on=timezone.localdate() - 9 * DAY
    )
    give(later, until=timezone.now() + 2 * DAY)

    for enrollment in (late, later):
        complete_lesson(person=enrollment.person, lesson=lesson, now=timezone.now())

    assert Enrollment.objects.filter(completed_at__isnull=False).get() == later


def test_who_has_more_time_reads_on_after_the_lessons_are_closed(sign_in):
    from .test_reading_after import make_ended  # noqa: PLC0415

    lesson, enrollment = make_ended(reading_days=0)
    browser = sign_in(enrollment.person)
    assert browser.get(lesson.url).status_code == 302

    give(enrollment, until=timezone.now() + DAY)

    assert browser.get(lesson.url).status_code == 200


def test_an_attempt_lasts_longer_and_the_page_says_so(sign_in):
    quiz = make_quiz(minutes_allowed=20)
    enrollment, now = make_enrollment(make_cohort(quiz.course)), timezone.now()
    give(enrollment, quiz, minutes=15)

    assert "35 minutes for an attempt" in sign_in(enrollment.person).get(quiz.url).content.decode()
    attempt = start_attempt(person=enrollment.person, quiz=quiz, now=now)
    assert attempt.due_at - attempt.started_at == timedelta(minutes=35)
    other = start_attempt(person=make_enrollment(enrollment.cohort).person, quiz=quiz, now=now)
    assert other.due_at - other.started_at == timedelta(minutes=20)


def test_what_gives_no_more_time_is_refused_beside_its_field(assignment, enrollment):
    quiz, endless = make_quiz(make_module(assignment.course)), make_assignment(make_module(assignment.course))
    timed = make_quiz(make_module(assignment.course), minutes_allowed=5)
    due_at, self_paced = due_of(assignment=assignment, person=enrollment.person), make_cohort(self_paced=True)
    cases = [
        ("reason", enrollment, assignment, {"until": due_at + DAY, "reason": " "}),
        ("until", enrollment, assignment, {"until": due_at}),
        ("until", enrollment, assignment, {"minutes": 5}),
        ("page", enrollment, endless, {"until": due_at}),
        ("page", enrollment, quiz, {"minutes": 5}),
        ("minutes", enrollment, timed, {"until": due_at}),
        ("page", make_enrollment(self_paced), None, {"until": due_at}),
    ]

    for field, whose, page, values in cases:
        with pytest.raises(ExtensionRefused) as refusal:
            give(whose, page, **values)
        assert refusal.value.field == field
    assert not Extension.objects.exists()


def test_a_trainer_gives_it_on_the_persons_page_and_the_person_sees_why(sign_in, trainer, assignment, enrollment):
    until = (timezone.now() + 40 * DAY).replace(second=0, microsecond=0)
    url = f"/t/{enrollment.cohort_id}/people/{enrollment.pk}/"
    browser = sign_in(trainer)
    assert f'<a href="{url}">' in browser.get(f"/t/{enrollment.cohort_id}/").content.decode()
    data = {"page": assignment.pk, "until": f"{in_kyiv(until):%Y-%m-%dT%H:%M}", "reason": "Не було світла"}

    assert browser.post(url, {**data, "until": ""}).status_code == 422
    assert browser.post(url, {**data, "reason": ""}).status_code == 422
    assert browser.post(url, {**data, "page": "999999"}).status_code == 422
    assert browser.post(url, data).status_code == 302
    assert browser.post(url, data).status_code == 302  # sent twice

    given = Extension.objects.get()
    assert (given.until, given.given_by, given.sequence) == (until, trainer.user, 1)
    (entry,) = ModelLogEntry.objects.for_instance(enrollment).filter(action="courses.more_time")
    assert entry.data["reason"] == "Не було світла"
    assert "Не було світла" in browser.get(url).content.decode()
    page = sign_in(enrollment.person).get("/my/").content.decode()
    assert "More time for you" in page and "Не було світла" in page

    sign_in(trainer).post(url, {**data, "back": "on", "reason": "Помилка"})
    assert "More time for you" not in sign_in(enrollment.person).get("/my/").content.decode()


def test_nobody_gives_it_to_themselves_or_to_a_strange_cohort(sign_in, trainer, enrollment, assignment):
    mine = make_enrollment(enrollment.cohort, trainer)
    data = {"page": "end", "until": "2030-01-01T10:00", "reason": "Хочу"}
    own, theirs = (f"/t/{enrollment.cohort_id}/people/{row.pk}/" for row in (mine, enrollment))

    sign_in(trainer).post(own, data)
    strange = [sign_in(person).post(theirs, data).status_code for person in (make_person(), enrollment.person)]
    elsewhere = make_trainer(make_lesson().course)

    assert strange == [404, 404]
    assert sign_in(elsewhere).get(theirs).status_code == 404
    assert sign_in(trainer).get(f"/t/{enrollment.cohort_id}/people/{make_enrollment().pk}/").status_code == 404
    assert not Extension.objects.exists()
