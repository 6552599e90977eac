"""The daily mail about questions: to whom, of what, once, and how one turns it off."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core import mail
from django.test.utils import override_settings
from django.utils import timezone

from courses.discussion.digests import LOOK_BACK, key_of, leave_due, send
from courses.discussion.moderating import hide
from courses.discussion.posting import take_back
from courses.models import Digest, DigestRefusal, LessonPage

from .discussions import answered, asked, make_discussed

pytestmark = pytest.mark.django_db
EIGHT = datetime(2027, 1, 12, 6, tzinfo=UTC)  # eight o'clock in Kyiv
EVENING = EIGHT - timedelta(hours=12)
DAY = timedelta(days=1)


@pytest.fixture
def scene():
    made = make_discussed(title="Бюджет громади")
    mail.outbox.clear()
    return made


def mails():
    """(to whom, what) since the last time."""
    said = [(message.to[0], message.body) for message in mail.outbox]
    mail.outbox.clear()
    return said


def readers():
    return sorted(to for to, _body in mails())


def test_the_trainer_is_told_of_questions_and_who_asked_of_answers(scene):
    question = asked(scene, now=EVENING)
    assert leave_due(now=EIGHT) == 1
    ((to, body),) = mails()
    assert to == scene.trainer.email
    assert question.text in body and "Олена К." in body and f"/questions/{question.pk}/" in body
    assert "Коваль" not in body

    answered(question, "У додатку 3.", person=scene.trainer, by_trainer=True, now=EIGHT + timedelta(hours=1))
    assert leave_due(now=EIGHT + DAY) == 1

    ((to, body),) = mails()
    assert to == scene.olena.email
    assert "Answered: Оксана Л. (with a trainer’s word)" in body
    assert "У додатку 3." not in body


def test_who_answered_hears_of_further_answers_and_nobody_of_their_own(scene):
    question = asked(scene, now=EVENING - 2 * DAY)
    answered(question, person=scene.petro, now=EVENING)
    answered(question, "Ще", person=scene.trainer, by_trainer=True, now=EVENING)

    leave_due(now=EIGHT)

    assert readers() == sorted([scene.olena.email, scene.petro.email, scene.trainer.email])
    bodies = {digest.person: digest for digest in Digest.objects.all()}
    assert set(bodies) == {scene.olena, scene.petro, scene.trainer}


def test_a_day_has_one_mail_however_often_one_looks(scene):
    asked(scene, now=EVENING)

    assert [leave_due(now=EIGHT + timedelta(hours=hours)) for hours in (-1, 0, 1, 5)] == [0, 1, 0, 0]
    assert len(mails()) == 1
    asked(scene, "Друге", now=EIGHT + timedelta(minutes=1))
    assert leave_due(now=EIGHT + timedelta(hours=9)) == 0

    assert leave_due(now=EIGHT + DAY) == 1
    ((_to, body),) = mails()
    assert "Друге" in body
    assert "Де шукати" not in body


def test_a_task_that_runs_twice_sends_once(scene):
    asked(scene, now=EVENING)
    leave_due(now=EIGHT)
    mails()

    assert send(Digest.objects.get(), now=EIGHT) is False
    assert mails() == []


def test_what_a_dead_mail_server_kept_back_is_said_the_next_day(scene):
    asked(scene, now=EVENING)
    dead = {"EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend", "EMAIL_HOST": "127.0.0.1", "EMAIL_PORT": 9}
    with override_settings(**dead):
        leave_due(now=EIGHT)
    assert (mails(), Digest.objects.get().taken_at) == ([], None)

    leave_due(now=EIGHT + DAY)

    ((_to, body),) = mails()
    assert "Де шукати" in body


def test_old_questions_are_no_news(scene):
    asked(scene, now=EIGHT - LOOK_BACK)

    assert leave_due(now=EIGHT) == 0


def test_what_is_hidden_or_taken_back_is_not_told(scene):
    hide(post=asked(scene, "Реклама", now=EVENING), by=None, reason="Реклама", now=EVENING)
    take_back(post=asked(scene, "Ні", now=EVENING), now=EVENING)
    answered(asked(scene, now=EVENING), person=scene.trainer, by_trainer=True, now=EVENING)
    mail.outbox.clear()

    leave_due(now=EIGHT)

    assert readers() == [scene.olena.email]


def test_what_is_hidden_between_leaving_and_sending_is_not_told(scene):
    question = asked(scene, now=EVENING)
    digest = Digest.objects.create(
        person=scene.trainer, course=scene.course, day=EIGHT.date(), since=EIGHT - DAY, until=EIGHT
    )
    take_back(post=question, now=EIGHT)

    assert send(digest, now=EIGHT) is False
    assert mails() == []


@pytest.mark.parametrize("lost", ["left", "refused", "no address", "taken down"])
def test_who_may_not_or_will_not_read_is_told_nothing(scene, lost):
    question = asked(scene, now=EVENING)
    answered(question, person=scene.petro, now=EVENING)
    if lost == "left":
        scene.olena.enrollments.update(withdrawn_at=EIGHT)
    elif lost == "refused":
        DigestRefusal.objects.create(person=scene.olena, refused_at=EIGHT)
    elif lost == "no address":
        type(scene.olena).objects.filter(pk=scene.olena.pk).update(email="")
    else:
        LessonPage.objects.update(live=False)

    leave_due(now=EIGHT)

    assert scene.olena.email not in readers()


def test_mails_are_turned_off_and_on_without_signing_in(scene, client):
    url = f"/mails/{key_of(scene.olena)}/"
    assert client.get(url).status_code == 200
    assert not DigestRefusal.objects.exists()

    for _twice in range(2):
        assert client.post(url, {"List-Unsubscribe": "One-Click"}).status_code == 200
    assert DigestRefusal.objects.get().person == scene.olena
    assert "You get no daily mails of your courses." in client.get(url).content.decode()
    client.post(url, {"wanted": "yes"})

    assert not DigestRefusal.objects.exists()
    assert client.get(f"/mails/{scene.olena.public_id}:abc/").status_code == 404
    assert client.get("/mails/slovo/").status_code == 404


def test_a_mail_program_finds_the_way_to_turn_them_off(scene, settings):
    asked(scene, now=EVENING)
    leave_due(now=EIGHT)

    headers = mail.outbox[0].extra_headers
    url = f"{settings.SITE_URL}/mails/{key_of(scene.trainer)}/"
    assert headers["List-Unsubscribe"] == f"<{url}>"
    assert headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert url in mail.outbox[0].body
    assert "\n" not in mail.outbox[0].subject


def test_the_page_of_ones_questions_says_whether_mails_come(scene, sign_in):
    browser = sign_in(scene.olena)
    assert "once a day at most" in browser.get("/my/questions/").content.decode()

    DigestRefusal.objects.create(person=scene.olena, refused_at=timezone.now())

    assert "You get no mails about questions." in browser.get("/my/questions/").content.decode()
