"""Why somebody is behind, as their trainer reads it on a phone: from real rows, for three people as for one."""

import re
from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.core import mail
from django.utils import timezone
from django.utils.html import strip_tags

from content import wording
from courses.behind.asking import people_of
from courses.behind.judging import Why
from courses.deadlines import settle
from courses.models import Cohort, CohortSession, CoursePage, Enrollment, LessonPage, OpeningRule
from courses.more_time import give_more_time
from courses.progress import complete_lesson, progress_of
from courses.questions.values import Essay
from courses.quizzes import finish_attempt, save_answer, start_attempt
from webinars.models import Session
from webinars.tests.factories import make_person, make_session

from .factories import (
    DAY,
    keep,
    make_closed_course,
    make_cohort,
    make_enrollment,
    make_lesson,
    make_module,
    make_question,
    make_quiz,
    make_trainer,
)
from .test_assignments import give, hand_in, make_assignment
from .test_completion import attend
from .test_progress import pass_quiz

pytestmark = pytest.mark.django_db


@pytest.fixture
def scene():
    """A course of a lesson, a quiz with three attempts and an assignment; its cohort began three weeks ago."""
    now = timezone.now()
    course = make_closed_course()
    module = make_module(course)
    made = SimpleNamespace(
        now=now,
        module=module,
        lesson=make_lesson(module, title="Урок"),
        quiz=make_quiz(module, title="Тест", questions=[make_question()], attempts_allowed=3),
        task=make_assignment(module, title="Робота", due_days=60),
    )
    made.course = CoursePage.objects.get(pk=course.pk)
    made.cohort = make_cohort(made.course, starts_on=timezone.localdate(now) - 21 * DAY)
    made.trainer = make_trainer(made.course)
    made.olena = make_enrollment(made.cohort, make_person(name="Олена Коваль")).person
    return made


def reasons(scene, person=None):
    """What is told of one person: (kind, title of the step)."""
    settle(now=scene.now)
    cohort = Cohort.objects.get(pk=scene.cohort.pk)
    path = progress_of(person=None, course=scene.course)
    (place,) = [
        place for place in people_of(cohort, path=path, now=timezone.now()) if place.person == (person or scene.olena)
    ]
    return [(reason.why, reason.step and reason.step.title) for reason in place.reasons]


def read(scene, person=None):
    complete_lesson(person=person or scene.olena, lesson=scene.lesson, now=scene.now)


def fail(scene, person=None):
    attempt = start_attempt(person=person or scene.olena, quiz=scene.quiz, now=scene.now)
    save_answer(attempt=attempt, position=0, given=[1], now=scene.now)
    return finish_attempt(attempt=attempt, now=scene.now)


def test_from_not_begun_to_completed(scene):
    assert reasons(scene) == [(Why.NOT_BEGUN, None)]
    read(scene)
    assert reasons(scene) == [(Why.NEXT, "Тест")]
    fail(scene)
    assert reasons(scene) == [(Why.FAILED, "Тест"), (Why.NEXT, "Робота")]
    pass_quiz(scene.olena, scene.quiz, now=scene.now)
    assert reasons(scene) == [(Why.NEXT, "Робота")]
    submission = hand_in(scene.task, scene.olena)
    assert reasons(scene) == [(Why.TO_MARK, "Робота")]
    give(submission, accepted=False, points=2)
    assert reasons(scene) == [(Why.RETURNED, "Робота")]
    give(hand_in(scene.task, scene.olena))
    assert reasons(scene) == []
    assert Enrollment.objects.get(person=scene.olena).completed_at


def test_attempts_that_are_used_up_and_essays_that_nobody_has_read(scene):
    for _number in range(3):
        fail(scene)
    essay = keep(Essay(text="<p>Розкажіть.</p>", guidance=""))
    written = make_quiz(scene.module, title="Есей", questions=[essay])
    attempt = start_attempt(person=scene.olena, quiz=written, now=scene.now)
    save_answer(attempt=attempt, position=0, given="Ось так.", now=scene.now)
    finish_attempt(attempt=attempt, now=scene.now)

    assert reasons(scene) == [(Why.USED_UP, "Тест"), (Why.NEXT, "Урок"), (Why.TO_MARK, "Есей")]


def test_a_due_date_passes_and_more_time_moves_it_for_one(scene):
    type(scene.task).objects.filter(pk=scene.task.pk).update(due_days=7, late_rule="refused")
    petro = make_enrollment(scene.cohort, make_person(name="Петро Лис")).person
    task = type(scene.task).objects.get(pk=scene.task.pk)
    place = scene.olena.enrollments.get()
    give_more_time(enrollment=place, page=task, until=scene.now + DAY, reason="Хвороба", by=None, now=scene.now)

    assert reasons(scene) == [(Why.NOT_BEGUN, None)]
    assert reasons(scene, petro) == [(Why.NOT_BEGUN, None), (Why.LOST, "Робота")]
    type(scene.task).objects.update(late_rule="note")
    assert reasons(scene, petro) == [(Why.NOT_BEGUN, None), (Why.OVERDUE, "Робота")]


def test_the_end_of_the_course_is_the_end_for_who_has_no_more_time(scene):
    read(scene)
    petro = make_enrollment(scene.cohort, make_person(name="Петро Лис")).person
    give_more_time(enrollment=petro.enrollments.get(), page=None, until=scene.now + 60 * DAY, reason="Так", by=None,
                   now=scene.now)  # fmt: skip
    Cohort.objects.update(ends_on=timezone.localdate(scene.now) - DAY)

    assert reasons(scene) == [(Why.OVER, None), (Why.NEXT, "Тест")]
    assert reasons(scene, petro) == [(Why.NOT_BEGUN, None)]


def make_meeting(scene, *, days, decided=True, **fields):
    session = make_session(starts_at=scene.now + days * DAY)
    Session.objects.filter(pk=session.pk).update(decided_at=scene.now if decided else None)
    CohortSession.objects.create(cohort=scene.cohort, session=session, **fields)
    return session


def test_sessions_that_were_missed_are_named_and_those_attended_are_not(scene):
    read(scene)
    LessonPage.objects.update(done_by="session")
    other = make_lesson(scene.module, title="Разом", done_by="session")
    missed = make_meeting(scene, days=-2, lesson=other)
    attend(scene.olena, missed, status="absent", now=scene.now)

    assert reasons(scene) == [(Why.MISSED, "Разом"), (Why.NEXT, "Тест")]
    attend(scene.olena, missed, now=scene.now)
    assert reasons(scene) == [(Why.NEXT, "Тест")]
    make_meeting(scene, days=-1)
    assert reasons(scene) == [(Why.MISSED, None), (Why.NEXT, "Тест")]
    assert missed.attendances.count() == 1


def test_what_is_closed_says_when_it_opens_once_nothing_else_is_left(scene):
    later = make_module(scene.course, title="Далі")
    make_lesson(later, title="Потім")
    rule = OpeningRule(page=later.page_ptr, when="date", opens_at=scene.now + 3 * DAY)
    rule.save()
    read(scene)
    pass_quiz(scene.olena, scene.quiz, now=scene.now)
    assert reasons(scene) == [(Why.NEXT, "Робота")]
    give(hand_in(scene.task, scene.olena))

    assert reasons(scene) == [(Why.CLOSED, "Потім")]
    OpeningRule.objects.update(when="previous", opens_at=None)
    assert reasons(scene) == [(Why.NEXT, "Потім")]
    petro = make_enrollment(scene.cohort, make_person(name="Петро Лис")).person
    assert reasons(scene, petro) == [(Why.NOT_BEGUN, None)]
    OpeningRule.objects.update(when="days", days=0)
    make_lesson(later, title="І ще")
    assert reasons(scene) == [(Why.NEXT, "Потім")]


def test_a_rule_of_a_session_is_open_to_who_was_there_and_what_opened_stays_open(scene):
    later = make_module(scene.course, title="Далі")
    make_lesson(later, title="Потім")
    session = make_meeting(scene, days=-1, required=False)
    OpeningRule.objects.create(page=later.page_ptr, when="session", session=session, cohort=scene.cohort, days=9)
    petro = make_enrollment(scene.cohort, make_person(name="Петро Лис")).person
    for person in (scene.olena, petro):
        read(scene, person)
        pass_quiz(person, scene.quiz, now=scene.now)
        give(hand_in(scene.task, person))
    attend(petro, session, now=scene.now)

    assert reasons(scene) == [(Why.CLOSED, "Потім")]
    assert reasons(scene, petro) == [(Why.NEXT, "Потім")]


def test_a_mark_that_is_too_low_is_said_when_all_steps_are_done(scene, sign_in):
    CoursePage.objects.update(pass_mark=95)
    scene.course.refresh_from_db()
    read(scene)
    pass_quiz(scene.olena, scene.quiz, now=scene.now)
    give(hand_in(scene.task, scene.olena), points=6)

    assert reasons(scene) == [(Why.LOW_MARK, None)]
    page = cohort_page(scene, sign_in(scene.trainer))
    assert "The overall mark is 80 %, 95 % is needed" in page


def cohort_page(scene, browser):
    return browser.get(f"/t/{scene.cohort.pk}/").content.decode()


def test_the_trainer_reads_it_in_words_and_goes_on_to_mark(scene, sign_in):
    read(scene)
    fail(scene)
    fail(scene)
    submission = hand_in(scene.task, scene.olena)
    settle(now=scene.now)
    browser, today = sign_in(scene.trainer), wording.day(scene.now, now=scene.now)

    page = cohort_page(scene, browser)

    assert "“Тест”: failed 2 times" in page
    link = f'<a href="/t/submissions/{submission.pk}/">“Робота”: waits for your mark since {today}</a>'
    assert link in page
    assert browser.get(f"/t/submissions/{submission.pk}/").status_code == 200
    place = scene.olena.enrollments.get()
    own = browser.get(f"/t/{scene.cohort.pk}/people/{place.pk}/").content.decode()
    assert link in own and "Steps done: 1 of 3" in own
    steps = re.findall(r"<li[^>]*><a[^>]*>(\w+)</a><span>(.*?)</span></li>", own)
    told = {title: strip_tags(note) for title, note in steps}
    assert told["Тест"] == "quiz, 1 question; failed 2 times"
    assert told["Робота"] == f"assignment; waits for your mark since {today}"


def test_names_of_pages_and_sessions_are_text_and_no_markup(scene, sign_in):
    LessonPage.objects.filter(pk=scene.lesson.pk).update(title="<b onclick=x()>Урок</b>")
    quiz = type(scene.quiz).objects.get(pk=scene.quiz.pk)
    type(quiz).objects.update(title="<script>alert(1)</script>")
    read(scene)
    fail(scene)

    page = cohort_page(scene, sign_in(scene.trainer))

    assert "<script>alert" not in page and "&lt;script&gt;alert(1)" in page


def test_who_waits_for_the_trainer_or_for_time_gets_no_letter(scene, sign_in):
    read(scene)
    pass_quiz(scene.olena, scene.quiz, now=scene.now)
    hand_in(scene.task, scene.olena)
    petro = make_enrollment(scene.cohort, make_person(name="Петро Лис")).person
    mail.outbox.clear()
    url, browser = f"/t/{scene.cohort.pk}/message/", sign_in(scene.trainer)
    words = {"who": "fewer", "steps": 9, "subject": "Чекаємо", "text": "Пишіть."}

    answer = browser.post(url, words)
    assert [row.person for row in answer.context["rows"]] == [petro]
    assert "Has not begun" in answer.content.decode()
    (shown,) = re.findall(r'name="shown" value="(\w+)"', answer.content.decode())
    browser.post(url, {**words, "shown": shown, "send": "1"})

    assert [letter.to for letter in mail.outbox] == [[petro.email]]


def test_three_people_cost_as_many_queries_as_one_whatever_the_course_has(scene, sign_in, queries_of):
    CoursePage.objects.update(pass_mark=60)
    session = make_meeting(scene, days=-1)
    later = make_module(scene.course, title="Далі")
    make_lesson(later, title="Потім")
    OpeningRule.objects.create(page=later.page_ptr, when="previous")
    OpeningRule.objects.create(page=scene.task.page_ptr, when="session", session=session, cohort=scene.cohort, days=9)
    settle(now=scene.now)
    sign_in(scene.trainer)
    counts = []
    for more in (1, 2):
        for number in range(more):
            person = make_enrollment(scene.cohort, make_person(name=f"Людина {number}")).person
            read(scene, person)
            fail(scene, person)
            hand_in(scene.task, person, now=scene.now - timedelta(hours=1))
            attend(person, session, now=scene.now)
        urls = (f"/t/{scene.cohort.pk}/", f"/t/{scene.cohort.pk}/message/")
        counts.append([queries_of(url) for url in urls])

    assert counts[0] == counts[1]
    assert max(counts[0]) <= 30
