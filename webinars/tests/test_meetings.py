"""Working meetings: who is invited and says whether they come; agenda before, minutes with decisions after."""

from datetime import date, timedelta

import pytest
from django.contrib.auth.models import Permission
from django.core import mail
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import PageLogEntry

from people.models import Membership, Organization
from webinars.exceptions import MinutesRefused, RegistrationRefused
from webinars.meetings.access import invited_people, meeting_of
from webinars.meetings.inviting import answer, answer_of, invite, uninvite
from webinars.meetings.minuting import approve, prepare, write
from webinars.models import MeetingInvitation
from webinars.registration import register
from webinars.waiting import join_queue

from .factories import make_event, make_person, make_session

pytestmark = pytest.mark.django_db

WORDS = "Домовилися про спільний календар"
DECISION = {"text": "Скласти календар", "who": "Мережа «Поділля»", "due_on": date(2027, 3, 1)}


@pytest.fixture
def meeting():
    return make_event(kind="working_meeting", title="Зустріч мереж")


def day_of(event, *, days=7, **fields):
    return make_session(event=event, starts_at=timezone.now() + timedelta(days=days), **fields)


def invited_to(event, **fields):
    person = make_person(**fields)
    invite(event=event, people=[person], by=None, now=timezone.now())
    return person


def member_of(organization):
    person = make_person()
    Membership.objects.create(person=person, organization=organization)
    return person


def in_the_admin(person):
    person.user.user_permissions.add(Permission.objects.get(codename="access_admin"))


def written(event, *, minutes=WORDS, decisions=(DECISION,), seen=None):
    return write(event=event, minutes=minutes, decisions=decisions, seen=seen, by=None, now=timezone.now())


def form_of(*decisions, minutes=WORDS, seen="", had=0):
    """What a browser sends of the page on which minutes are written."""
    sent = {"minutes": minutes, "seen": seen, "d-TOTAL_FORMS": len(decisions), "d-INITIAL_FORMS": had}
    for number, decision in enumerate(decisions):
        sent |= {f"d-{number}-{name}": value or "" for name, value in decision.items()}
    return sent


def test_each_person_is_invited_once_and_told_once(meeting):
    network = Organization.objects.create(name="Мережа", region="UA-05")
    first, second = member_of(network), member_of(network)

    for _time in range(2):
        invite(event=meeting, people=[first], organizations=[network], by=None, now=timezone.now())

    assert set(invited_people(meeting)) == {first, second}
    assert MeetingInvitation.objects.count() == 2
    assert sorted(letter.to for letter in mail.outbox) == sorted([[first.email], [second.email]])
    assert f"/e/{meeting.pk}/invitation/" in mail.outbox[0].body and meeting.title in mail.outbox[0].subject


def test_a_yes_takes_a_seat_in_every_date_and_a_no_gives_them_back(meeting):
    person, dates = invited_to(meeting), [day_of(meeting), day_of(meeting, days=8)]
    assert answer_of(person, meeting) == ""

    answer(person=person, event=meeting, comes=True, now=timezone.now())
    assert [session.registrations.active().count() for session in dates] == [1, 1]
    assert answer_of(person, meeting) == "yes"

    answer(person=person, event=meeting, comes=False, note="Хворію", now=timezone.now())
    assert [session.registrations.active().count() for session in dates] == [0, 0]
    assert answer_of(person, meeting) == "no"


def test_an_answer_is_refused_to_strangers_without_dates_and_when_full(meeting):
    person, rival = invited_to(meeting), invited_to(meeting)
    for who in (make_person(), person):
        with pytest.raises(RegistrationRefused):
            answer(person=who, event=meeting, comes=True, now=timezone.now())
    day_of(meeting, capacity=1)
    answer(person=rival, event=meeting, comes=True, now=timezone.now())

    with pytest.raises(RegistrationRefused):
        answer(person=person, event=meeting, comes=True, now=timezone.now())

    assert answer_of(person, meeting) == ""


def test_no_verb_gives_a_seat_to_who_is_not_invited(meeting):
    session, stranger = day_of(meeting, capacity=1), make_person()
    with pytest.raises(RegistrationRefused):
        register(person=stranger, session=session, now=timezone.now(), approved=True)
    answer(person=invited_to(meeting), event=meeting, comes=True, now=timezone.now())

    with pytest.raises(RegistrationRefused):
        join_queue(person=stranger, session=session, now=timezone.now(), approved=True)


def test_who_is_uninvited_gives_the_seat_back_unless_invited_otherwise(meeting):
    network, now = Organization.objects.create(name="Мережа", region="UA-05"), timezone.now()
    session, both = day_of(meeting), member_of(network)
    invite(event=meeting, people=[both], organizations=[network], by=None, now=now)
    alone = invited_to(meeting)
    for person in (both, alone):
        answer(person=person, event=meeting, comes=True, now=now)

    for person in (both, alone):
        uninvite(invitation=MeetingInvitation.objects.get(person=person), event=meeting, by=None, now=now)

    assert [seat.person for seat in session.registrations.active()] == [both]
    assert list(invited_people(meeting)) == [both]


def test_invitation_is_answered_on_its_page_and_read_by_who_leads(meeting, signed_in):
    host = make_person()
    day_of(meeting, host=host)
    prepare(event=meeting, agenda="Плани мереж\n\nХто веде календар", secretary=None, by=None)
    person, address = invited_to(meeting), f"/e/{meeting.pk}/invitation/"
    browser = signed_in(person)

    page = browser.get(address).content.decode()
    assert "Плани мереж" in page and "Хто веде календар" in page and person.display_name not in page.split("<main")[1]
    assert browser.post(address, {"note": "Буду"}).status_code == 422
    assert browser.post(address, {"comes": "yes", "note": "Буду з колегою"}).url == address
    assert answer_of(person, meeting) == "yes"
    leader = signed_in(host)
    assert "Буду з колегою" in leader.get(address).content.decode()
    assert leader.post(address, {"comes": "yes"}).status_code == 404  # who is not invited has nothing to answer


def test_buttons_of_other_events_lead_to_the_invitation(meeting, signed_in):
    session = day_of(meeting, capacity=1)
    browser = signed_in(invited_to(meeting))

    for step in ("register", "queue", "request"):
        assert browser.post(f"/s/{session.public_id}/{step}/").url == f"/e/{meeting.pk}/invitation/"
    assert session.registrations.count() == 0
    page = browser.get(meeting.url).content.decode()
    assert f'href="/e/{meeting.pk}/invitation/"' in page and f"/s/{session.public_id}/register/" not in page


def test_minutes_are_written_after_the_beginning_and_not_over_words_unread(meeting):
    day_of(meeting)
    with pytest.raises(MinutesRefused):
        written(meeting)
    day_of(meeting, days=-1)
    first = written(meeting)

    with pytest.raises(MinutesRefused) as refusal:
        written(meeting, minutes="Моє", decisions=())

    assert refusal.value.overtaken
    kept = meeting_of(meeting)
    assert (kept.minutes, [row.text for row in kept.decisions.all()]) == (WORDS, [DECISION["text"]])
    written(meeting, minutes="Разом", decisions=(), seen=first.written_at)
    assert (meeting_of(meeting).minutes, meeting_of(meeting).decisions.count()) == ("Разом", 0)


def test_minutes_are_approved_as_they_were_read_and_told_once(meeting):
    day_of(meeting, days=-1)
    person, now = invited_to(meeting), timezone.now()
    with pytest.raises(MinutesRefused):
        approve(event=meeting, seen=None, by=None, now=now)
    kept = written(meeting)
    mail.outbox.clear()
    with pytest.raises(MinutesRefused):
        approve(event=meeting, seen=now - timedelta(days=1), by=None, now=now)

    for _time in range(2):
        approve(event=meeting, seen=kept.written_at, by=None, now=now)

    assert [letter.to for letter in mail.outbox] == [[person.email]]
    assert WORDS not in mail.outbox[0].body and DECISION["text"] not in mail.outbox[0].body
    with pytest.raises(MinutesRefused):
        written(meeting, minutes="Пізніше", seen=kept.written_at)


def test_the_secretary_writes_the_host_approves_and_the_invited_read(meeting, signed_in):
    host, secretary, address = make_person(), make_person(), f"/e/{meeting.pk}/minutes/"
    day_of(meeting, days=-1, host=host)
    prepare(event=meeting, agenda="", secretary=secretary, by=None)
    person = invited_to(meeting)
    assert signed_in(person).get(address).status_code == 404
    assert signed_in(person).get(f"{address}write/").status_code == 404

    browser = signed_in(secretary)
    half = form_of({"text": "", "who": "Мережа", "due_on": ""})
    assert browser.post(f"{address}write/", half).status_code == 422
    assert browser.post(f"{address}write/", form_of(DECISION, {"text": "", "who": "", "due_on": ""})).url == address
    seen = meeting_of(meeting).written_at.isoformat()
    assert browser.post(f"{address}decide/", {"seen": seen}).status_code == 404
    assert signed_in(person).post(f"{address}decide/", {"seen": seen}).status_code == 404
    assert WORDS in signed_in(host).get(address).content.decode()
    signed_in(host).post(f"{address}decide/", {"seen": "колись"})
    assert not meeting_of(meeting).is_approved
    signed_in(host).post(f"{address}decide/", {"seen": seen})

    page = signed_in(person).get(address).content.decode()
    assert WORDS in page and DECISION["text"] in page and DECISION["who"] in page and "decide/" not in page
    assert signed_in(make_person()).get(address).status_code == 404
    signed_in(host).post(f"{address}decide/", {"reopen": "on"})
    assert signed_in(person).get(address).status_code == 404
    logged = PageLogEntry.objects.filter(action__startswith="webinars.meeting.").values_list("data", flat=True)
    assert WORDS not in str(list(logged)) and DECISION["text"] not in str(list(logged))


def test_who_saves_second_sees_both_texts(meeting, signed_in):
    host, address = make_person(), f"/e/{meeting.pk}/minutes/write/"
    day_of(meeting, days=-1, host=host)
    written(meeting)

    answered = signed_in(host).post(address, form_of(minutes="Мій текст"))

    page, seen = answered.content.decode(), meeting_of(meeting).written_at.isoformat()
    assert answered.status_code == 409 and WORDS in page and "Мій текст" in page and DECISION["text"] in page
    assert f'value="{seen}"' in page
    assert signed_in(host).post(address, form_of(minutes="Обидва", seen=seen)).status_code == 302


def test_a_coordinator_invites_prepares_and_takes_back_in_the_admin(meeting, signed_in):
    session, network = day_of(meeting), Organization.objects.create(name="Мережа", region="UA-05")
    planner, person, colleague = make_person(), make_person(), member_of(network)
    browser = signed_in(planner, "change_session")
    address = f"/admin/session/{session.pk}/invitations/"
    in_the_admin(planner)

    unknown = browser.post(address, {"emails": "nobody@example.org", "organization": ""})
    assert "nobody@example.org" in unknown.content.decode() and not MeetingInvitation.objects.exists()
    assert browser.post(address, {}).context["form"].non_field_errors()
    browser.post(address, {"emails": f" {person.email.upper()} \n\n", "organization": network.pk})
    assert set(invited_people(meeting)) == {person, colleague}
    assert person.legal_name in browser.get(address).content.decode()
    browser.post(address, {"uninvite": MeetingInvitation.objects.get(person=person).pk})
    assert list(invited_people(meeting)) == [colleague]
    browser.post(f"/admin/session/{session.pk}/agenda/", {"agenda": "Плани", "secretary": colleague.pk})
    assert (meeting_of(meeting).points, meeting_of(meeting).secretary) == (["Плани"], colleague)
    assert address in browser.get(f"/admin/session/edit/{session.pk}/").content.decode()
    other = day_of(make_event())
    assert browser.get(f"/admin/session/{other.pk}/invitations/").status_code == 404


def test_invitations_are_closed_to_others_in_the_admin(meeting, signed_in):
    session = day_of(meeting)
    person = invited_to(meeting)
    browser = signed_in(person, "view_session")
    in_the_admin(person)

    for path in ("invitations", "agenda"):
        assert browser.post(f"/admin/session/{session.pk}/{path}/", {"emails": person.email}).status_code in (302, 403)
    assert meeting_of(meeting).agenda == "" and MeetingInvitation.objects.count() == 1


def test_pages_of_a_meeting_ask_as_much_for_three_as_for_one(meeting, signed_in):
    host, counts = make_person(), []
    day_of(meeting, host=host)
    browser = signed_in(host)
    for number in (1, 2):
        for _time in range(number):
            answer(person=invited_to(meeting), event=meeting, comes=True, now=timezone.now())
        for address in (meeting.url, f"/e/{meeting.pk}/invitation/"):
            browser.get(address)
            with CaptureQueriesContext(connection) as queries:
                assert browser.get(address).status_code == 200
            counts.append(len(queries))
    assert counts[:2] == counts[2:]
