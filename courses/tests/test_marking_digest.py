"""The daily mail tells a trainer of work that waits for a mark: once, only when some is new, and not if it is off."""

from datetime import timedelta

import pytest
from django.core import mail

from courses.discussion.digests import key_of, leave_due
from courses.models import Digest, DigestRefusal
from courses.questions.values import Essay
from courses.quizzes import finish_attempt, save_answer, start_attempt
from webinars.tests.factories import make_person

from .discussions import asked
from .factories import (
    keep,
    make_cohort,
    make_course,
    make_enrollment,
    make_lesson,
    make_module,
    make_quiz,
    make_trainer,
)
from .test_assignments import give, hand_in, make_assignment
from .test_digests import DAY, EIGHT, EVENING, mails

pytestmark = pytest.mark.django_db


@pytest.fixture
def scene():
    """A course with an assignment and a quiz with an essay; ``work(now)`` and ``essay(now)`` hand something in."""
    module = make_module(make_course(title="Бюджет громади"))
    course = module.get_parent().specific
    assignment, quiz = make_assignment(module), make_quiz(module, questions=[keep(Essay(text="<p>Розкажіть.</p>"))])
    cohort = make_cohort(course, now=EVENING)

    class Scene:
        lesson, trainer, olena = make_lesson(module), make_trainer(course), make_enrollment(cohort, now=EVENING).person

        def work(self, now):
            person = make_enrollment(cohort, now=EVENING).person
            mail.outbox.clear()
            return hand_in(assignment, person, now=now)

        def essay(self, now):
            person = make_enrollment(cohort, now=EVENING).person
            mail.outbox.clear()
            attempt = start_attempt(person=person, quiz=quiz, now=now)
            save_answer(attempt=attempt, position=0, given="Ось.", now=now)
            return finish_attempt(attempt=attempt, now=now)

    made = Scene()
    made.course = course
    make_trainer(make_course(title="Інший курс"))
    mail.outbox.clear()
    return made


def test_the_trainer_hears_of_new_work_once_and_of_all_that_waits(scene):
    first = scene.work(EVENING)
    assert [leave_due(now=EIGHT + timedelta(hours=hours)) for hours in (-1, 0, 3)] == [0, 1, 0]
    assert mail.outbox[0].subject == "To be marked: Бюджет громади"
    ((to, body),) = mails()
    assert to == scene.trainer.email
    assert "1 work handed in" in body and "/t/submissions/" in body and "/t/marking/" not in body
    assert first.person.legal_name not in body and f"/mails/{key_of(scene.trainer)}/" in body

    assert leave_due(now=EIGHT + DAY) == 0  # it waits still, and is no news
    scene.work(EIGHT + DAY)
    scene.essay(EIGHT + DAY + timedelta(hours=1))
    assert leave_due(now=EIGHT + 2 * DAY) == 1
    ((_to, body),) = mails()
    assert "2 works handed in" in body and "1 quiz with essays" in body and "/t/marking/" in body


def test_marked_meanwhile_switched_off_or_without_an_account_no_mail_leaves(scene):
    give(scene.work(EVENING))
    mail.outbox.clear()
    assert leave_due(now=EIGHT) == 0

    scene.essay(EVENING)
    DigestRefusal.objects.create(person=scene.trainer, refused_at=EVENING)
    assert leave_due(now=EIGHT) == 0
    DigestRefusal.objects.all().delete()
    type(scene.trainer).objects.filter(pk=scene.trainer.pk).update(user=None)
    assert leave_due(now=EIGHT) == 0
    assert not Digest.objects.exists() and mails() == []


def test_one_mail_tells_of_questions_and_of_work(scene):
    asked(scene, now=EVENING)
    scene.work(EVENING)

    assert leave_due(now=EIGHT) == 1

    assert mail.outbox[0].subject == "Questions and answers: Бюджет громади"
    ((_to, body),) = mails()
    assert "Questions that wait for you" in body and "1 work handed in" in body


def test_ones_own_work_is_no_news(scene):
    trainer = scene.trainer
    make_enrollment(make_cohort(scene.course, now=EVENING), trainer, now=EVENING)
    assignment = scene.work(EVENING - 9 * DAY).assignment
    hand_in(assignment, trainer, now=EVENING)

    assert leave_due(now=EIGHT) == 0


def test_the_queue_says_whether_mails_come_and_leads_to_the_choice(scene, sign_in):
    said = sign_in(scene.trainer).get("/t/submissions/").content.decode()
    assert "you hear by mail" in said and f"/mails/{key_of(scene.trainer)}/" in said
    DigestRefusal.objects.create(person=scene.trainer, refused_at=EVENING)
    assert "You get no daily mails" in sign_in(scene.trainer).get("/t/submissions/").content.decode()
    assert sign_in(make_person()).get("/t/submissions/").status_code == 200
