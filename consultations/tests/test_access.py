"""A consultation is the two's and the coordinators': asked at every door, for the note above all."""

import pytest
from django.urls import reverse
from django.utils import timezone

from calendars.ics import calendar_bytes
from calendars.models import CalendarSettings
from calendars.personal import entries_of, rows_of
from consultations.entries import PERSONAL
from consultations.exceptions import ConsultationRefused
from consultations.notes import keep_note
from home.front import announced
from people.models import Organization
from people.roles import COORDINATORS, add_to_role
from webinars import access, entries
from webinars.clashes import clashes_of, planned
from webinars.exceptions import JoinRefused
from webinars.followed import event_at
from webinars.tests.calendars import events, private_feed
from webinars.tests.factories import NOON, make_person, make_session

from .factories import TEN, first_slots, make_consultation, make_daily, make_offer, make_share

pytestmark = pytest.mark.django_db
SUBJECT, QUESTION, NOTE = "Таємна тема", "Таємне питання", "Таємна нотатка"


@pytest.fixture
def talk():
    consultation = make_consultation(subject=SUBJECT, question=QUESTION)
    return keep_note(consultation=consultation, text=NOTE, by=consultation.trainer, now=NOON)


def personal_entries(*, person, wanted=None):
    return list(entries_of(PERSONAL, rows_of(PERSONAL, person=person, now=NOON), now=NOON, wanted=wanted))


def make_coordinator():
    coordinator = make_person()
    add_to_role(user=coordinator.user, role=COORDINATORS)
    return coordinator


@pytest.mark.parametrize("name", ["person", "trainer"])
def test_the_two_read_everything(talk, signed_in, name):
    page = signed_in(getattr(talk, name)).get(reverse("consultation", args=[talk.session.public_id]))

    text = page.content.decode()
    assert (SUBJECT in text, QUESTION in text, NOTE in text) == (True, True, True)


def test_a_coordinator_reads_it_and_enters_no_room(talk, signed_in):
    coordinator = make_coordinator()
    client = signed_in(coordinator)

    assert NOTE in client.get(reverse("consultation", args=[talk.session.public_id])).content.decode()
    assert NOTE in client.get(reverse("consultation_record:inspect", args=[talk.pk])).content.decode()
    with pytest.raises(JoinRefused):
        access.check_join(user=coordinator.user, session=talk.session, now=TEN)


DOORS = [
    "consultation", "consultation_move", "consultation_cancel", "consultation_note", "consultation_call_off",
    "session_join", "session_room", "session_presence", "attendance_sheet", "attendance_report", "session_ics",
    "session_register", "session_withdraw", "session_queue", "session_queue_leave", "check_in_session",
]  # fmt: skip


@pytest.mark.parametrize("door", DOORS)
def test_another_trainer_finds_no_door(talk, signed_in, door):
    stranger = make_offer().trainer

    assert signed_in(stranger).get(reverse(door, args=[talk.session.public_id])).status_code == 404


@pytest.mark.parametrize("door", ["session_register", "session_withdraw", "session_queue", "session_queue_leave"])
@pytest.mark.parametrize("name", ["person", "trainer"])
def test_the_two_come_round_no_rule_by_the_doors_of_sessions(talk, signed_in, door, name):
    client, address = signed_in(getattr(talk, name)), reverse(door, args=[talk.session.public_id])

    assert client.post(address).status_code == 404
    assert talk.session.registrations.active().count() == 1


@pytest.mark.parametrize("door", ["consultation_note", "consultation_call_off"])
def test_a_participant_does_not_do_what_is_the_trainers(talk, signed_in, door):
    assert signed_in(talk.person).post(reverse(door, args=[talk.session.public_id]), {}).status_code == 403


@pytest.mark.parametrize("door", ["consultation_move", "consultation_cancel"])
def test_a_trainer_does_not_do_what_is_the_participants(talk, signed_in, door):
    assert signed_in(talk.trainer).post(reverse(door, args=[talk.session.public_id]), {}).status_code == 403


def test_only_the_trainer_writes_the_note(talk):
    with pytest.raises(ConsultationRefused):
        keep_note(consultation=talk, text="Інша", by=talk.person, now=NOON)


def test_nobody_without_the_role_publishes(signed_in):
    client = signed_in(make_person())

    for name in ("my_consultations", "consultation_rules"):
        assert client.get(reverse(name)).status_code == 403


def test_nothing_public_knows_of_it(talk):
    coordinator = make_coordinator()

    assert access.public_sessions().count() == 0
    assert access.visible_to(coordinator.user).count() == 0
    assert access.visible_to(talk.person.user).count() == 0
    assert entries.public_entries(now=NOON) == []
    assert event_at(talk.session.event.url_path, now=NOON)[1] == []
    assert announced(now=NOON)[2] == []


@pytest.mark.parametrize("name", ["person", "trainer"])
def test_pages_for_all_do_not_show_it_even_to_the_two(talk, signed_in, name):
    client, event = signed_in(getattr(talk, name)), talk.session.event
    pages = [event.get_parent().url, event.url, f"{reverse('search')}?q=Таємна"]

    for page in [*pages, f"{pages[0]}?m=2027-01"]:
        text = client.get(page).content.decode()
        assert talk.trainer.display_name not in text
        assert "Таємн" not in text.replace("q=Таємна", "").replace('value="Таємна"', "").replace("«Таємна»", "")


def test_the_admin_of_sessions_does_not_know_it(talk, signed_in):
    client, pk = signed_in(make_coordinator()), talk.session.pk

    assert talk.trainer.display_name not in client.get(reverse("session:index")).content.decode().split("<main")[-1]
    assert client.get(reverse("session:edit", args=[pk])).status_code == 404
    assert client.post(reverse("session:step", args=[pk, "cancel"]), {"reason": "x"}).status_code == 404
    assert client.get(f"{reverse('session:bulk')}?action=cancel&id={pk}").status_code in (302, 404)


def test_a_session_of_the_trainer_at_that_time_clashes_without_telling_what_about(talk):
    other = make_session(host=talk.trainer, starts_at=TEN)

    (clash,) = clashes_of([planned(other)])

    assert talk.trainer.display_name in clash.reason
    assert SUBJECT not in clash.reason


def test_question_and_note_stand_in_no_calendar(talk):
    for person in (talk.person, talk.trainer):
        feed = calendar_bytes(personal_entries(person=person), name="Мій").decode()
        assert SUBJECT in feed.replace("\r\n ", "")
        assert "Таємне питання" not in feed.replace("\r\n ", "")
        assert NOTE not in feed.replace("\r\n ", "")
    assert personal_entries(person=make_person()) == []


def test_feeds_hold_what_a_person_wants_of_either_side(talk):
    for wanted, person, number in [
        (CalendarSettings(hosting=False), talk.trainer, 0),
        (CalendarSettings(taking_part=False), talk.trainer, 1),
        (CalendarSettings(taking_part=False), talk.person, 0),
    ]:
        assert len(personal_entries(person=person, wanted=wanted)) == number


def test_an_offer_for_a_group_is_not_found_by_others(signed_in):
    offer = make_offer()
    make_share(offer, organization=Organization.objects.create(name="Громада", region="UA-32"))
    client = signed_in(make_person())

    assert client.get(reverse("consultation_times", args=[offer.public_id])).status_code == 404
    assert offer.trainer.display_name not in client.get(reverse("consultations")).content.decode()


def test_who_is_not_signed_in_is_asked_to(client, talk):
    for name, args in [("consultations", []), ("consultation", [talk.session.public_id]), ("my_consultations", [])]:
        answer = client.get(reverse(name, args=args))
        assert (answer.status_code, answer.url.partition("?")[0]) == (302, reverse("account_login"))


def test_the_feeds_of_the_two_hold_it_and_no_other_does(client):
    (offer,) = make_daily()
    slot = first_slots(offer)[0]
    consultation = make_consultation(offer=offer, starts_at=slot.starts_at, now=timezone.now())
    uid = consultation.session.uid

    held = [uid in events(client, private_feed(person)) for person in (consultation.person, offer.trainer)]
    others = [events(client, address) for address in ("/feeds/podii.ics", private_feed(make_person()))]

    assert (held, others) == ([True, True], [{}, {}])
    assert client.get("/feeds/konsultatsii.ics").status_code == 404
    assert client.get(f"{offer.event.get_parent().url}?kind=consultation").status_code == 200


def test_who_shows_only_that_they_are_busy_shows_no_name(client):
    (offer,) = make_daily()
    slot = first_slots(offer)[0]
    consultation = make_consultation(offer=offer, starts_at=slot.starts_at, now=timezone.now())
    CalendarSettings.objects.create(person=offer.trainer, busy_only=True)

    ((_uid, event),) = events(client, private_feed(offer.trainer)).items()

    assert consultation.person.display_name not in str(event["SUMMARY"])
