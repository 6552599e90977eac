"""A session moves, is called off, takes place after all: who hears of it, once, in which language and first line."""

from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone
from django_tasks import default_task_backend

from calendars.kyiv import KYIV
from webinars.approval import ask_for_seat
from webinars.guests.coming import come
from webinars.meetings.inviting import answer, invite
from webinars.models import EventPage, Session, Untold
from webinars.organizations.answering import decline
from webinars.organizations.sending import take_back
from webinars.registration import register, withdraw
from webinars.scheduling import cancel, reschedule, restore
from webinars.tasks import send_word
from webinars.telling.concerned import others_concerned
from webinars.telling.word import PLACE
from webinars.waiting import join_queue, leave_queue

from .factories import make_event, make_person
from .guests import opened
from .organizations import NOW, make_session

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)
NINA = "nina@example.org"

MOVED, CANCELLED, RESTORED = "New time: ", "cancelled:", "A session that was cancelled takes place after all:"
STANDS = {  # everybody concerned, and what they read of themselves after a move
    "registered": "Your seat stays yours",
    "guest by link": "Your seat stays yours",
    "waiting": "your place is kept",
    "offered": "A seat is held for you until",
    "applied": "Your request stands",
    "invited member": "the invitation stands",
    "invited stranger": "the invitation stands",
    "host": "You are the host.",
}


@pytest.fixture
def scene(sent, organization):
    """(a session, {kind: address}): one of each, who hears of it, and others who have left."""
    english = {"language": "en"}
    people = {kind: make_person(**english) for kind in ("registered", "waiting", "offered", "applied", "host")}
    gone = [make_person(**english) for _ in range(2)]
    session = opened(make_session(capacity=3, host=people["host"]))
    for person in (people["registered"], gone[0]):
        register(person=person, session=session, now=NOW)
    guest = come(session=session, email="guest@example.org", name="Ніна Левчук", now=NOW)
    type(guest).objects.filter(pk=guest.pk).update(language="en")
    for person in (people["offered"], people["waiting"], gone[1]):
        join_queue(person=person, session=session, now=NOW)
    withdraw(person=gone[0], session=session, now=NOW)
    leave_queue(person=gone[1], session=session, now=NOW)
    rows = sent(session, NINA, "declined@example.org", "taken-back@example.org", people["registered"].email)
    decline(way_in=rows[1])
    take_back(way_in=rows[2], by=rows[2].named_by, now=NOW)
    member = make_person(**english)
    session.ways_in.create(
        organization=organization, person=member, name="Хтось", named_by=rows[0].named_by, named_at=NOW
    )
    EventPage.objects.filter(pk=session.event_id).update(approval=True)
    ask_for_seat(person=people["applied"], session=session, now=NOW)
    addresses = {kind: person.email for kind, person in people.items()}
    addresses |= {"guest by link": guest.email, "invited member": member.email, "invited stranger": NINA}
    mail.outbox.clear()
    return session, addresses


def heard():
    """{address: first lines}; empties the mailbox."""
    told = {}
    for letter in mail.outbox:
        (address,) = letter.to
        told.setdefault(address, []).append(letter.body.splitlines()[0])
    mail.outbox.clear()
    return told


def later(session, **more):
    session = Session.objects.get(pk=session.pk)
    times = {"starts_at": session.starts_at + HOUR, "ends_at": session.ends_at + HOUR}
    return reschedule(session=session, **times, by=None, now=timezone.now(), **more)


def cancelled(session):
    return cancel(session=session, by=None, now=timezone.now())


def check(told, addresses, line):
    """Each kind of ``STANDS`` hears once, in a first line that says ``line``, and nobody else hears anything."""
    assert {kind: len(told.get(address, [])) for kind, address in addresses.items()} == dict.fromkeys(STANDS, 1)
    assert set(told) == set(addresses.values())
    assert {kind: told[address] for kind, address in addresses.items() if line not in told[address][0]} == {}


def test_each_kind_of_audience_hears_once_and_reads_what_changed_first(scene, organization):
    session, addresses = scene
    assert others_concerned([session]) == len({"waiting", "offered", "applied", "invited member", "invited stranger"})
    later(session)
    bodies = {letter.to[0]: letter.body for letter in mail.outbox}
    assert [kind for kind, address in addresses.items() if STANDS[kind] not in bodies[address]] == []
    assert organization.name in bodies[NINA] and "/n/e/" in bodies[NINA]
    check(heard(), addresses, MOVED)

    cancel(session=session, by=None, now=timezone.now(), reason="Немає світла")
    assert [letter.to for letter in mail.outbox if "Немає світла" not in letter.body] == []
    check(heard(), addresses, CANCELLED)

    restore(session=session, by=None, now=timezone.now())
    check(heard(), addresses, RESTORED)


def test_another_place_is_told_too_another_title_is_not(scene):
    session, addresses = scene
    times = {"starts_at": session.starts_at, "ends_at": session.ends_at, "by": None, "now": timezone.now()}

    reschedule(session=session, **times, title="День 2")
    assert heard() == {}

    reschedule(session=session, **times, mode="mixed", place="Полтава, Соборності, 1")
    told = heard()
    assert set(told) == set(addresses.values())
    assert {line.partition(":")[0] for lines in told.values() for line in lines} == {"New place"}


def test_the_host_s_own_doing_is_no_news_to_the_host(scene):
    session, addresses = scene

    cancel(session=session, by=session.host.user, now=timezone.now())

    assert set(heard()) == set(addresses.values()) - {addresses["host"]}


def test_a_stranger_reads_the_language_of_who_named_them_and_others_their_own(scene, contact):
    session, addresses = scene
    waiting = session.waiting_places.waiting().get().person
    type(waiting).objects.filter(pk=waiting.pk).update(language="uk")
    assert contact.language == "uk"

    later(session)

    speaks = {letter.to[0]: "січня" in letter.body or "грудня" in letter.body for letter in mail.outbox}
    assert {address for address, is_ukrainian in speaks.items() if is_ukrainian} == {NINA, waiting.email}
    assert addresses["host"] in speaks


def word(place, **more):
    of_whom = {"key": place.pk, "reader": place.person_id, "session": None}
    return {"kind": PLACE, **of_whom, "sequence": None, "note": "", **more}


def test_who_was_overtaken_hears_of_the_last_move_alone(tasks_wait, scene):
    session, _addresses = scene
    place = session.waiting_places.waiting().get()
    moved = later(session)

    send_word.call([word(place, about="moved", sequence=moved.sequence - 1)])
    assert mail.outbox == []
    send_word.call([word(place, about="moved", sequence=moved.sequence)])
    assert [letter.to for letter in mail.outbox] == [[place.person.email]]


def run(waiting, *, times=1):
    """What was enqueued, as a worker does it, each ``times``; at-least-once delivery is usual."""
    for result in waiting.results:
        for _each in range(times):
            result.task.call(*result.args, **result.kwargs)
    waiting.clear()


def test_two_moves_before_the_first_mail_are_one_mail_that_compares_with_what_was_told(scene, tasks_wait):
    session, addresses = scene
    first = session.starts_at
    later(session)
    later(session)

    run(default_task_backend, times=2)

    was = f"{first.astimezone(KYIV):%H:%M}"
    now, between = (f"{(first + hours * HOUR).astimezone(KYIV):%H:%M}" for hours in (2, 1))
    told = heard()
    assert {address: len(lines) for address, lines in told.items()} == dict.fromkeys(addresses.values(), 1)
    for (line,) in told.values():
        assert was in line and now in line and f" {between}" not in line.replace("\xa0", " ")
    assert not Untold.objects.exists()


def test_two_changes_of_the_place_are_told_once(scene, tasks_wait):
    session, addresses = scene
    times = {"starts_at": session.starts_at, "ends_at": session.ends_at, "by": None}
    for place in ("Полтава", "Лубни"):
        reschedule(session=session, **times, mode="mixed", place=place, now=timezone.now())

    run(default_task_backend)

    told = heard()
    assert set(told) == set(addresses.values())
    assert all(len(lines) == 1 and "Лубни" in lines[0] for lines in told.values())


def test_who_was_moved_there_and_back_before_the_mail_left_hears_nothing(scene, tasks_wait):
    session, _addresses = scene
    times = {"starts_at": session.starts_at, "ends_at": session.ends_at}
    later(session)
    reschedule(session=session, **times, by=None, now=timezone.now())

    run(default_task_backend)

    assert heard() == {}
    assert not Untold.objects.exists()


@pytest.mark.parametrize("acts", [(later, cancelled), (cancelled, later)], ids=["moved first", "cancelled first"])
def test_a_move_before_or_after_a_cancellation_is_told_when_it_takes_place_after_all(scene, tasks_wait, acts):
    session, addresses = scene
    for act in acts:
        act(session)
    run(default_task_backend)
    assert set(heard()) == set(addresses.values())

    restore(session=session, by=None, now=timezone.now())
    run(default_task_backend)

    assert [letter.to for letter in mail.outbox if "\nNew time: " not in letter.body] == []
    check(heard(), addresses, RESTORED)


def test_a_mail_that_did_not_leave_compares_with_the_same_when_it_does(settings, scene, tasks_wait):
    session, _addresses = scene
    place = session.waiting_places.waiting().get()
    moved = later(session)
    item = word(place, about="moved", sequence=moved.sequence)
    settings.EMAIL_BACKEND = "webinars.tests.test_reminder_mails.Full"
    with pytest.raises(OSError):
        send_word.call([item])

    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    send_word.call([item])
    assert heard()[place.person.email][0].startswith(MOVED)


def test_whoever_left_before_the_mail_did_hears_nothing(tasks_wait, scene):
    session, _addresses = scene
    place = session.waiting_places.waiting().get()
    cancel(session=session, by=None, now=timezone.now())
    leave_queue(person=place.person, session=session, now=timezone.now())

    send_word.call([word(place, about="cancelled")])

    assert mail.outbox == []


def test_guests_of_a_closed_meeting_hear_of_it_unless_they_have_said_no():
    meeting = make_event(kind="working_meeting", title="Зустріч мереж")
    session = make_session(event=meeting)
    assert others_concerned([session]) == 0
    silent, coming, staying = (make_person(language="en") for _ in range(3))
    invite(event=meeting, people=[silent, coming, staying], by=None, now=NOW)
    answer(person=coming, event=meeting, comes=True, now=NOW)
    answer(person=staying, event=meeting, comes=False, now=NOW)
    mail.outbox.clear()
    assert others_concerned([session]) == 1  # who said yes has a seat

    later(session)

    assert {letter.to[0] for letter in mail.outbox} == {silent.email, coming.email}
    (letter,) = [letter for letter in mail.outbox if letter.to == [silent.email]]
    assert letter.body.startswith("New time: ") and "/invitation/" in letter.body
