"""Two at once, over two real connections: one last seat, one attempt, one completion."""

import threading

import pytest
from django.db import close_old_connections, connection, transaction

from courses.admission.applications import decide
from courses.admission.links import follow_link, revoke_link
from courses.admission.lists import carry_out, confirm, upload
from courses.enrollment import enroll
from courses.exceptions import CohortRefused, EnrollmentRefused
from courses.models import EnrollmentList, LessonCompletion, ListedPerson, QuizAttempt
from courses.planning import plan_cohort
from courses.progress import complete_lesson
from courses.quizzes import finish_attempt, save_answer, start_attempt
from courses.signals import course_completed
from people.models import Person
from webinars.tests.factories import NOON, make_person

from .factories import (
    make_application,
    make_cohort,
    make_course,
    make_enrollment,
    make_invitation,
    make_lesson,
    make_module,
    make_quiz,
    make_selective,
)

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]


def at_once(*calls):
    """Run ``calls`` in threads that start together; their results or refusals, in order."""
    gate, results = threading.Barrier(len(calls), timeout=10), [None] * len(calls)

    def run(place, call):
        try:
            gate.wait()
            results[place] = call()
        except (CohortRefused, EnrollmentRefused) as refusal:
            results[place] = refusal
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(calls)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)
    close_old_connections()
    return results


def test_the_last_seat_is_given_once():
    cohort = make_cohort(now=NOON, seats=1)
    people = [make_person(), make_person()]

    results = at_once(*(lambda person=person: enroll(person=person, cohort=cohort, now=NOON) for person in people))

    assert sorted(isinstance(result, EnrollmentRefused) for result in results) == [False, True]
    assert cohort.enrollments.active().count() == 1


def test_one_person_clicking_twice_has_one_place():
    cohort, person = make_cohort(now=NOON), make_person()

    first, second = at_once(*[lambda: enroll(person=person, cohort=cohort, now=NOON)] * 2)

    assert first == second
    assert cohort.enrollments.count() == 1


def one_inside_the_other(first, second):
    """Run ``second`` while ``first`` is done and not committed: with a lock it waits, without one it sees nothing."""
    done, overtaken = threading.Event(), threading.Event()

    def slowly():
        with transaction.atomic():
            first()
            done.set()
            overtaken.wait(timeout=1)

    def meanwhile():
        done.wait(timeout=10)
        try:
            return second()
        finally:
            overtaken.set()

    return at_once(slowly, meanwhile)[1]


def test_seats_are_not_taken_away_while_they_are_given():
    cohort = make_cohort(now=NOON, seats=2)
    make_enrollment(cohort, now=NOON)
    cohort.seats = 1

    refusal = one_inside_the_other(
        lambda: enroll(person=make_person(), cohort=cohort, now=NOON), lambda: plan_cohort(cohort=cohort, by=None)
    )

    assert refusal.field == "seats"
    cohort.refresh_from_db()
    assert (cohort.seats, cohort.enrollments.active().count()) == (2, 2)


def test_two_starts_are_one_attempt():
    quiz = make_quiz(make_module(make_course()))
    person = make_enrollment(make_cohort(quiz.course, now=NOON), now=NOON).person

    first, second = at_once(*[lambda: start_attempt(person=person, quiz=quiz, now=NOON)] * 2)

    assert first == second
    assert QuizAttempt.objects.count() == 1


def test_two_answers_to_one_question_leave_one():
    quiz = make_quiz()
    person = make_enrollment(make_cohort(quiz.course, now=NOON), now=NOON).person
    attempt = start_attempt(person=person, quiz=quiz, now=NOON)

    at_once(
        lambda: save_answer(attempt=attempt, position=0, chosen=[0], now=NOON),
        lambda: save_answer(attempt=attempt, position=0, chosen=[1], now=NOON),
    )

    assert attempt.answers.get().chosen in ([0], [1])


def test_done_clicked_twice_is_done_once():
    lesson = make_lesson()
    person = make_enrollment(make_cohort(lesson.course, now=NOON), now=NOON).person

    first, second = at_once(*[lambda: complete_lesson(person=person, lesson=lesson, now=NOON)] * 2)

    assert first == second
    assert LessonCompletion.objects.count() == 1


def test_the_last_two_requirements_met_at_once_complete_the_course_once():
    module = make_module()
    lesson, quiz = make_lesson(module), make_quiz(module, pass_percent=1)
    enrollment = make_enrollment(make_cohort(lesson.course, now=NOON), now=NOON)
    person = enrollment.person
    attempt = start_attempt(person=person, quiz=quiz, now=NOON)
    save_answer(attempt=attempt, position=0, chosen=[0], now=NOON)
    said = []

    def hear(sender, enrollment, now, **kwargs):
        said.append(enrollment.pk)

    course_completed.connect(hear)
    one_inside_the_other(
        lambda: complete_lesson(person=person, lesson=lesson, now=NOON),
        lambda: finish_attempt(attempt=attempt, now=NOON),
    )
    course_completed.disconnect(hear)

    enrollment.refresh_from_db()
    assert enrollment.completed_at == NOON
    assert said == [enrollment.pk]


def test_the_last_use_of_a_link_is_used_once():
    link = make_invitation(now=NOON, most=1)
    people = [make_person(), make_person()]

    results = at_once(*(lambda person=person: follow_link(person=person, link=link, now=NOON) for person in people))

    assert sorted(isinstance(result, EnrollmentRefused) for result in results) == [False, True]
    assert link.enrollments.count() == 1


def test_nobody_comes_in_while_a_link_is_revoked():
    link = make_invitation(now=NOON)

    refusal = one_inside_the_other(
        lambda: revoke_link(link=link, by=None, now=NOON),
        lambda: follow_link(person=make_person(), link=link, now=NOON),
    )

    assert "revoked" in str(refusal)
    assert not link.enrollments.exists()


def judging(application, *, accepted=True):
    return lambda: decide(application=application, accepted=accepted, reason="Так", by=None, now=NOON)


def test_two_coordinators_give_the_last_seat_to_one_applicant():
    cohort = make_selective(now=NOON, seats=1)
    first, second = make_application(cohort, now=NOON), make_application(cohort, now=NOON)

    results = at_once(judging(first), judging(second))

    assert sorted(isinstance(result, EnrollmentRefused) for result in results) == [False, True]
    assert cohort.enrollments.active().count() == 1


def test_two_coordinators_accepting_one_applicant_give_one_place():
    application = make_application(now=NOON)

    first, second = at_once(*[judging(application)] * 2)

    assert first == second
    assert application.cohort.enrollments.count() == 1


def test_a_decline_does_not_overtake_an_acceptance():
    application = make_application(now=NOON)

    refusal = one_inside_the_other(judging(application), judging(application, accepted=False))

    assert isinstance(refusal, EnrollmentRefused)
    application.refresh_from_db()
    assert application.state == "accepted"


def make_list(cohort, planner):
    text = "ПІБ,Пошта\n" + "".join(f"Нова Людина,nova-{number}@example.org\n" for number in range(5))
    return upload(cohort=cohort, name="list.csv", data=text.encode(), by=planner, now=NOON)


def test_a_list_carried_out_twice_at_once_enrolls_each_person_once():
    cohort, planner = make_cohort(now=NOON), make_person()
    listed = make_list(cohort, planner)
    EnrollmentList.objects.update(confirmed_at=NOON, confirmed_by=planner)
    listed.refresh_from_db()

    at_once(*[lambda: carry_out(listed)] * 2)

    assert cohort.enrollments.count() == Person.objects.exclude(pk=planner.pk).count() == 5
    assert set(ListedPerson.objects.values_list("outcome", flat=True)) == {"enrolled"}
    listed.refresh_from_db()
    assert listed.done_at


def test_a_file_brought_and_confirmed_twice_at_once_is_one_list():
    cohort, planner = make_cohort(now=NOON), make_person()

    first, second = at_once(*[lambda: make_list(cohort, planner)] * 2)
    at_once(*[lambda: confirm(listed=first, by=planner, now=NOON)] * 2)

    assert first == second
    assert cohort.enrollments.count() == 5


def test_lists_and_people_who_enroll_share_the_last_seat():
    cohort, planner = make_cohort(now=NOON, seats=1), make_person()
    listed = make_list(cohort, planner)

    at_once(
        lambda: confirm(listed=listed, by=planner, now=NOON),
        lambda: enroll(person=planner, cohort=cohort, now=NOON),
    )

    assert cohort.enrollments.active().count() == 1
