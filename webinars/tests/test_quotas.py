"""Who of those who wait for a session is offered a seat first, by rules that are named; with all that people may do."""

from collections import Counter
from contextlib import suppress
from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone, translation
from hypothesis import given, settings
from hypothesis import strategies as st
from wagtail.models import ModelLogEntry

from people.models import Membership, Organization
from webinars.date_choice import choose_dates
from webinars.exceptions import RegistrationRefused, SeatsTaken
from webinars.models import Session, WaitingPlace
from webinars.registration import register, withdraw
from webinars.scheduling import reschedule
from webinars.waiting import LONGEST_OFFER, call_ahead, expire_offers, join_queue, leave_queue

from .factories import NOON, make_event, make_person, make_session

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


@pytest.fixture(autouse=True)
def english():
    with translation.override("en"):
        yield


def make_organization(*members, **fields):
    organization = Organization.objects.create(name=f"ГО {Organization.objects.count()}", region="UA-05", **fields)
    for person in members:
        Membership.objects.create(person=person, organization=organization)
    return organization


def waits(session, *people, now=NOON):
    for minute, person in enumerate(people):
        join_queue(person=person, session=session, now=now + timedelta(minutes=minute))


def make_full(*, seats=1, **fields):
    session, sitting = make_session(capacity=seats, **fields), [make_person() for _ in range(seats)]
    for person in sitting:
        register(person=person, session=session, now=NOON)
    return session, sitting


def offered(session):
    return {place.person: place.rule for place in session.waiting_places.offered().order_by("joined_at")}


def changed(session, **details):
    session.refresh_from_db()
    times = {"starts_at": session.starts_at, "ends_at": session.ends_at}
    return reschedule(session=session, **times, by=None, now=NOON + HOUR, **details)


def test_people_of_villages_come_first_and_the_reason_is_kept_logged_and_told():
    session, [sitting] = make_full(first_in_queue="rural")
    town, village = make_person(settlement="city"), make_person(settlement="village", language="en")
    waits(session, town, village)
    mail.outbox.clear()

    withdraw(person=sitting, session=session, now=NOON + HOUR)

    assert offered(session) == {village: "rural"}
    entry = ModelLogEntry.objects.get(action="webinars.waiting.offer")
    assert "people of villages and settlements come first" in entry.message
    told = next(message.body for message in mail.outbox if message.to == [village.email])
    assert "Why it is your turn: people of villages and settlements come first." in told


def test_people_of_organizations_with_a_grant_come_first():
    session, [sitting] = make_full(first_in_queue="grant")
    first, holder = make_person(), make_person()
    make_organization(first)
    make_organization(holder, grant_holder=True)
    waits(session, first, holder)

    withdraw(person=sitting, session=session, now=NOON + HOUR)

    assert offered(session) == {holder: "grant"}


def test_a_full_organization_registers_no_more_and_waits_aside_until_one_of_it_leaves():
    session = make_session(capacity=3, organization_limit=1)
    inside, colleague, stranger = make_person(), make_person(), make_person()
    organization = make_organization(inside, colleague)
    register(person=inside, session=session, now=NOON)

    with pytest.raises(RegistrationRefused, match=f"{organization} has as many people in this session"):
        register(person=colleague, session=session, now=NOON)
    waits(session, colleague)
    assert offered(session) == {}
    register(person=stranger, session=session, now=NOON + HOUR)  # one free seat is left for nobody of that queue
    withdraw(person=inside, session=session, now=NOON + HOUR)

    assert offered(session) == {colleague: "order"}
    assert register(person=colleague, session=session, now=NOON + 2 * HOUR).pk


def test_who_stands_behind_a_full_organization_is_told_so():
    session, [sitting] = make_full(seats=1, organization_limit=1)
    colleague, stranger = make_person(), make_person()
    make_organization(sitting, colleague)
    changed(session, capacity=1)
    waits(session, colleague, stranger)

    changed(session, capacity=2)

    assert offered(session) == {stranger: "limit"}


def test_a_milder_rule_and_a_changed_profile_open_the_way():
    session = make_session(capacity=3, organization_limit=1)
    inside, second, third = make_person(), make_person(), make_person()
    organization = make_organization(inside, second, third)
    register(person=inside, session=session, now=NOON)
    waits(session, second, third)

    changed(session, organization_limit=2)
    assert offered(session) == {second: "order"}
    organization.memberships.filter(person=third).delete()
    assert expire_offers(now=NOON + 2 * HOUR) == 0  # the sweep sees it

    assert offered(session) == {second: "order", third: "order"}


def test_of_several_dates_those_are_named_where_the_organization_is_full():
    event, person, inside = make_event(), make_person(), make_person()
    make_organization(person, inside)
    limited, open_to_all = (make_session(event=event, organization_limit=limit) for limit in (1, 0))
    register(person=inside, session=limited, now=NOON)
    both = {"person": person, "offered": [limited, open_to_all], "wanted": [limited, open_to_all], "now": NOON}

    with pytest.raises(SeatsTaken) as refusal:
        choose_dates(**both)
    assert refusal.value.sessions == [limited]
    assert choose_dates(**both, without_full=True).taken == [open_to_all]


def test_a_coordinator_calls_somebody_ahead_with_a_reason_and_the_next_seat_is_theirs():
    session, [sitting] = make_full()
    first, second = make_person(), make_person(language="en")
    waits(session, first, second)
    place = WaitingPlace.objects.get(person=second)
    with pytest.raises(RegistrationRefused, match="Say why"):
        call_ahead(place=place, reason=" ", by=None, now=NOON)

    place = call_ahead(place=place, reason="speaks", by=sitting.user, now=NOON + HOUR)
    assert offered(session) == {} and call_ahead(place=place, reason="twice", by=None, now=NOON).reason == "speaks"
    withdraw(person=sitting, session=session, now=NOON + HOUR)

    assert offered(session) == {second: "hand"}
    assert "A coordinator called you ahead of the queue: speaks" in mail.outbox[-1].body
    assert ModelLogEntry.objects.get(action="webinars.waiting.call").user == sitting.user
    leave_queue(person=second, session=session, now=NOON + HOUR)
    with pytest.raises(RegistrationRefused, match="waits no longer"):
        call_ahead(place=place, reason="late", by=None, now=NOON + HOUR)
    with pytest.raises(RegistrationRefused, match="Nobody can be offered"):
        call_ahead(place=WaitingPlace.objects.create(session=session, person=second, joined_at=NOON),
                   reason="late", by=None, now=session.starts_at)  # fmt: skip


STEPS = st.lists(
    st.tuples(
        st.sampled_from(["registering", "joining", "withdrawing", "leaving", "expiring", "growing", "calling"]),
        st.integers(0, 4),
    ),
    max_size=15,
)
ORGANIZATIONS = (0, 0, 0, 1, 1)  # of each of five people; nobody else is from a village than the third and the last
RURAL = (2, 4)


@settings(max_examples=12)
@given(steps=STEPS, limit=st.integers(0, 2), first=st.sampled_from(["", "rural"]))
def test_whatever_people_do_nobody_is_promoted_out_of_order_but_by_a_rule_that_is_named(steps, limit, first):
    session, now = make_session(capacity=1, organization_limit=limit, first_in_queue=first), NOON
    people = [make_person(settlement="village" if place in RURAL else "city") for place in range(5)]
    for key in (0, 1):
        make_organization(*(person for person, own in zip(people, ORGANIZATIONS, strict=True) if own == key))
    belongs = dict(zip(people, ORGANIZATIONS, strict=True))
    for step, number in steps:
        now += timedelta(hours=3)
        before = {place.person: place for place in session.waiting_places.waiting()}
        with suppress(RegistrationRefused):
            act(step, people[number], session, now)
        counted = Session.objects.with_taken().get(pk=session.pk)
        inside = [row.person for row in session.registrations.active()] + list(offered(session))
        assert len(inside) == len(set(inside)) == counted.taken + counted.offered <= counted.capacity
        seated = Counter(belongs[person] for person in inside)
        full = {key for key in seated if limit and seated[key] >= limit}
        for place in session.waiting_places.offered().filter(person__in=before):
            check_turn(place, before, session, full=full, people=belongs)
        if counted.seats_left:
            kept_back = {belongs[place.person] for place in session.waiting_places.waiting()}
            assert kept_back <= full, "a free seat waits for who may come"


def check_turn(place, before, session, *, full, people):
    """Those who waited longer and still wait are of a full organization, or the rule says why they were overtaken."""
    overtaken = [
        other
        for person, other in before.items()
        if other.joined_at < place.joined_at and session.waiting_places.waiting().filter(person=person).exists()
    ]
    if place.rule == "hand":
        assert place.called_at and place.reason
    elif place.rule == "rural":
        assert session.first_in_queue == "rural" and place.person.settlement == "village"
    elif place.rule == "limit":
        assert overtaken and all(people[other.person] in full for other in overtaken)
    else:
        assert place.rule == "order" and not overtaken


def act(step, person, session, now):
    if now >= session.starts_at:
        return
    match step:
        case "registering":
            register(person=person, session=session, now=now)
        case "joining":
            join_queue(person=person, session=session, now=now)
        case "withdrawing":
            withdraw(person=person, session=session, now=now)
        case "leaving":
            leave_queue(person=person, session=session, now=now)
        case "expiring":
            expire_offers(now=now + LONGEST_OFFER)
        case "calling":
            if place := session.waiting_places.waiting().filter(person=person).first():
                call_ahead(place=place, reason="so", by=None, now=now)
        case "growing":
            current = Session.objects.get(pk=session.pk)
            times = {"starts_at": current.starts_at, "ends_at": current.ends_at}
            reschedule(session=current, **times, capacity=current.capacity + 1, by=None, now=now)


def test_the_page_says_where_one_stands_and_why(signed_in):
    now = timezone.now()
    session = make_session(capacity=2, organization_limit=1, first_in_queue="rural", starts_at=now + timedelta(days=7))
    inside, colleague, other, villager = (make_person() for _ in range(4))
    organization = make_organization(inside, colleague, other)
    register(person=inside, session=session, now=now)
    queue = f"/en/s/{session.public_id}/queue/"
    client = signed_in(colleague)

    assert client.post(f"/en/s/{session.public_id}/register/").status_code == 409
    page = text(client.get(queue))
    assert f"{organization} has as many people in this session as one organization may have." in page
    assert "First come people of villages and settlements, then the others" in page
    assert "One organization may have 1 person in this session." in page
    client.post(queue)
    page = text(client.get(queue))
    assert "Your turn comes when one of them gives their seat up." in page and "ahead of you" not in page

    register(person=villager, session=session, now=now)
    join_queue(person=other, session=session, now=now)
    assert "are ahead of you" not in text(signed_in(other).get(session.event.url))


def text(response):
    return " ".join(response.content.decode().split())
