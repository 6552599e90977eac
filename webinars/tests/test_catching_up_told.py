"""Who missed a session is told once that it may be attended afterwards: when, in which words, and who is not."""

from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone, translation

from calendars.models import CalendarSettings
from webinars.attendance import correct, decide
from webinars.catching_up.checking import answer_check
from webinars.catching_up.opening import close_catch_up
from webinars.catching_up.telling import tell_who_missed
from webinars.models import CatchUpWord
from webinars.tasks import tell_who_missed as task

from .factories import NOON, make_person, make_session
from .presence import minutes, registered, seen
from .test_catching_up import AFTER, QUESTIONS, opened
from .test_concurrency import at_once
from .test_reminder_mails import LOCMEM

pytestmark = pytest.mark.django_db
SOON = AFTER + minutes(5)


@pytest.fixture
def session(db):
    return make_session(starts_at=NOON, minutes=100, host=make_person(name="Тарас Бондар"))


def decided(session):
    decide(session=session, now=AFTER)
    session.refresh_from_db()
    return session


def told(now=SOON):
    """To whom mails leave at ``now``."""
    before = len(mail.outbox)
    sent = tell_who_missed(now=now)
    letters = [message.to[0] for message in mail.outbox[before:]]
    assert sent == len(letters)
    return sorted(letters)


def test_who_missed_it_is_told_once_and_who_came_is_not(session):
    missed, came = registered(session), registered(session)
    seen(session, came, 0, 90)
    opened(decided(session))

    assert told() == [missed.email]
    assert told() == told(SOON + timedelta(days=1)) == []


def test_the_first_line_says_until_when_and_the_next_one_where(session):
    person = registered(session, language="en", display_name="Olena")
    opened(decided(session))

    with translation.override("uk"):
        told()

    [message] = mail.outbox
    first, second, *rest = message.body.replace("\xa0", " ").splitlines()
    until = first.replace(" 2027", "")
    when = "Tuesday, 19 January, 23:59 (Kyiv time)"
    assert until == f"You can attend afterwards until {when}: watch or read, and answer a short check."
    assert second == f"http://testserver/en/s/{session.public_id}/later/"
    text = "\n".join(rest)
    assert message.subject == "You can attend afterwards: Читаємо бюджет разом"
    assert "Перші двадцять хвилин" in text
    assert "The check has 2 questions." in text
    assert "http://testserver/en/my/calendar/settings/" in text
    assert "signup" not in text
    assert person.legal_name not in message.body
    assert message.extra_headers == {"Auto-Submitted": "auto-generated"}


def test_who_came_without_an_account_reads_how_to_have_one(session):
    guest = registered(session, account=False)
    opened(decided(session))

    assert told() == [guest.email]
    assert "http://testserver/signup/" in mail.outbox[0].body


def test_nothing_is_said_before_it_is_decided_who_missed_it(session):
    person = registered(session)
    opened(session, now=NOON + minutes(101))

    assert told(NOON + minutes(110)) == []
    decided(session)
    assert told() == [person.email]


WHY_NOT = ["closed", "over", "cancelled", "unpublished", "left", "corrected", "account closed", "no address"]


@pytest.mark.parametrize("why", WHY_NOT)
def test_nothing_is_said_that_is_not_so(session, why):
    person = registered(session)
    catch_up, now = opened(decided(session)), SOON
    if why == "closed":
        close_catch_up(session=session, by=None, now=AFTER)
    elif why == "over":
        now = AFTER + timedelta(days=8)
    elif why == "cancelled":
        session.state = "cancelled"
        session.save()
    elif why == "unpublished":
        session.event.unpublish()
    elif why == "left":
        session.registrations.update(cancelled_at=AFTER)
    elif why == "corrected":
        row = session.attendances.get()
        correct(attendance=row, status="excused", reason="Хвороба", by=make_person(), now=AFTER)
    elif why == "account closed":
        person.user.is_active = False
        person.user.save()
    else:
        person.email = ""
        person.save()

    assert told(now) == []
    assert not catch_up.words.exists()


def test_what_changed_between_leaving_and_sending_is_not_said(session, settings):
    person = registered(session)
    catch_up = opened(decided(session))
    settings.EMAIL_BACKEND = "calendars.tests.outbox.NoServer"
    assert tell_who_missed(now=SOON) == 0
    assert catch_up.words.waiting().count() == 1  # a dead mail server delays
    answer_check(catch_up=catch_up, person=person, number=1, places=[0, 0], now=SOON)

    settings.EMAIL_BACKEND = LOCMEM
    assert told(SOON + minutes(5)) == []
    assert not catch_up.words.waiting().exists()


def test_it_waits_for_the_end_of_the_quiet_hours_and_who_wants_no_reminders_gets_none(session):
    person, quiet = registered(session), registered(session)
    CalendarSettings.objects.create(person=person, quiet_from="14:00", quiet_until="20:00")
    CalendarSettings.objects.create(person=quiet, reminders="none")
    opened(decided(session))

    assert told(SOON) == []  # five past three in Kyiv
    assert told(SOON + timedelta(hours=5)) == [person.email]
    assert not CatchUpWord.objects.filter(person=quiet).exists()


def test_a_new_version_and_a_second_opening_are_not_told_again(session):
    registered(session)
    opened(decided(session))
    assert len(told()) == 1
    close_catch_up(session=session, by=None, now=SOON)
    opened(session, questions=QUESTIONS[:1])

    assert told(SOON + minutes(5)) == []


def test_who_missed_it_by_evidence_that_came_later_is_told_then(session):
    person = registered(session)
    stay = seen(session, person, 0, 90)
    opened(decided(session))
    assert told() == []
    stay.withdrawn_at = SOON
    stay.save()
    decide(session=session, now=SOON)

    assert told(SOON + minutes(5)) == [person.email]


def test_the_task_of_the_schedule_tells(settings):
    now = timezone.now()
    session = make_session(starts_at=now - timedelta(hours=4), minutes=100)
    person = registered(session)
    CalendarSettings.objects.create(person=person, quiet_from="00:00", quiet_until="00:00")
    decide(session=session, now=now)
    opened(session, now=now)

    task.enqueue()

    assert [message.to for message in mail.outbox] == [[person.email]]


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_two_sweeps_at_once_tell_everybody_once():
    session = make_session(starts_at=NOON, minutes=100, host=make_person())
    people = [registered(session) for _number in range(6)]
    opened(decided(session))

    counts = at_once(*[lambda: tell_who_missed(now=SOON)] * 3)

    assert sum(counts) == len(people) == CatchUpWord.objects.count()
    assert sorted(message.to[0] for message in mail.outbox) == sorted(person.email for person in people)
