"""Several dates at once: all or some, once, and left again; full ones are named and the others taken only by a yes."""

from datetime import time, timedelta

import pytest
from django.core import mail
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from webinars.date_choice import choose_dates
from webinars.exceptions import SeatsTaken
from webinars.models import Registration
from webinars.registration import register
from webinars.scheduling import cancel
from webinars.series import change_series, move
from webinars.series_changes import Scope, SeriesChange

from .factories import NOON, make_event, make_person, make_session, make_weeks, wall
from .test_concurrency import at_once

pytestmark = pytest.mark.django_db


def dates_of(person):
    return list(person.registrations.active().order_by("session__starts_at").values_list("session", flat=True))


def pks(*sessions):
    return [session.pk for session in sessions]


def test_the_dates_wanted_are_taken_and_the_others_left():
    person, sessions = make_person(), make_weeks()
    register(person=person, session=sessions[0], now=NOON)

    chosen = choose_dates(person=person, offered=sessions, wanted=sessions[1:3], now=NOON)

    assert dates_of(person) == pks(*sessions[1:3])
    assert (chosen.taken, chosen.left) == (sessions[1:3], [sessions[0]])
    assert [row.cancelled_at for row in person.registrations.order_by("pk")] == [NOON, None, None]


def test_choosing_the_same_twice_changes_nothing():
    person, sessions = make_person(), make_weeks()
    for _time in range(2):
        chosen = choose_dates(person=person, offered=sessions, wanted=sessions, now=NOON)

    assert (chosen.taken, chosen.left, Registration.objects.count()) == ([], [], 4)


def test_full_dates_are_named_and_nothing_is_taken_until_the_rest_is_agreed():
    person, sessions = make_person(), make_weeks(capacity=1)
    register(person=make_person(), session=sessions[1], now=NOON)

    with pytest.raises(SeatsTaken) as refused:
        choose_dates(person=person, offered=sessions, wanted=sessions, now=NOON)

    assert (refused.value.sessions, dates_of(person)) == ([sessions[1]], [])
    choose_dates(person=person, offered=sessions, wanted=sessions, now=NOON, without_full=True)
    assert dates_of(person) == pks(sessions[0], *sessions[2:])


def test_a_seat_one_has_in_a_full_date_is_kept():
    person, sessions = make_person(), make_weeks(capacity=1)
    register(person=person, session=sessions[1], now=NOON)

    choose_dates(person=person, offered=sessions, wanted=sessions, now=NOON)

    assert dates_of(person) == pks(*sessions)


def test_what_was_not_offered_is_not_touched():
    person, sessions, other = make_person(), make_weeks(), make_session()
    register(person=person, session=other, now=NOON)

    choose_dates(person=person, offered=sessions[:2], wanted=[*sessions, other], now=NOON)

    assert set(dates_of(person)) == {*pks(*sessions[:2]), other.pk}


@pytest.fixture
def weeks():
    return make_weeks(first_on=timezone.localdate() + timedelta(days=7), now=timezone.now(), capacity=1)


def url(sessions):
    return reverse("event_dates", args=[sessions[0].event_id])


def test_the_page_lists_open_dates_and_ticks_those_one_has(signed_in, weeks):
    person = make_person()
    register(person=person, session=weeks[0], now=timezone.now())
    register(person=make_person(), session=weeks[1], now=timezone.now())
    cancel(session=weeks[2], by=None, now=timezone.now())

    page = signed_in(person).get(url(weeks)).content.decode()

    boxes = [line for line in page.split("<input ") if line.startswith('type="checkbox"')]
    assert [(str(session.pk) in boxes[place]) for place, session in enumerate([weeks[0], weeks[1], weeks[3]])] == [
        True
    ] * 3
    assert [" checked" in box.partition(">")[0] for box in boxes] == [True, False, False]
    assert [" disabled" in box.partition(">")[0] for box in boxes] == [False, True, False]
    assert person.registrations.count() == 1


def test_one_post_registers_for_the_chosen_dates_and_one_leaves_again(signed_in, weeks):
    person = make_person()
    client = signed_in(person)

    assert client.post(url(weeks), {"dates": pks(*weeks[:2])}).url == weeks[0].event.url
    assert dates_of(person) == pks(*weeks[:2])
    assert len(mail.outbox) == 1
    client.post(url(weeks), {"dates": pks(weeks[1]), "was": pks(*weeks[:2])})
    assert dates_of(person) == pks(weeks[1])


def test_an_old_page_does_not_undo_what_was_done_since(signed_in, weeks):
    person = make_person()
    client = signed_in(person)
    register(person=person, session=weeks[3], now=timezone.now())

    client.post(url(weeks), {"dates": pks(weeks[0])})

    assert dates_of(person) == pks(weeks[0], weeks[3])


def test_a_date_cancelled_meanwhile_is_said_and_nothing_is_taken(signed_in, weeks):
    person = make_person()
    cancel(session=weeks[2], by=None, now=timezone.now())

    response = signed_in(person).post(url(weeks), {"dates": pks(*weeks)})

    assert (response.status_code, dates_of(person)) == (409, [])
    assert response.context["problem"] in response.content.decode()


def test_the_button_for_all_names_full_dates_and_asks(signed_in, weeks):
    register(person=make_person(), session=weeks[1], now=timezone.now())
    person = make_person()
    client = signed_in(person)

    asked = client.post(url(weeks), {"everything": "on"})

    assert (asked.status_code, [card.session for card in asked.context["full"]]) == (409, [weeks[1]])
    assert dates_of(person) == []
    rest = [session.pk for session in asked.context["rest"]]
    client.post(url(weeks), {"dates": rest, "without_full": "on"})
    assert dates_of(person) == pks(weeks[0], *weeks[2:])


def test_strangers_sign_in_first_and_unseen_events_are_not_found(client, signed_in, weeks):
    assert client.get(url(weeks)).status_code == 302
    hidden = make_event(live=False)

    assert signed_in(make_person()).get(reverse("event_dates", args=[hidden.pk])).status_code == 404


def test_the_event_leads_to_the_choice_only_when_there_is_one(client, weeks):
    single = make_session(starts_at=timezone.now() + timedelta(days=3))

    assert url(weeks) in client.get(weeks[0].event.url).content.decode()
    assert url([single]) not in client.get(single.event.url).content.decode()


def test_dates_that_are_over_fold_and_a_cancelled_one_to_come_stays_in_its_place(client):
    event, now = make_event(), timezone.now()
    past = [make_session(event=event, starts_at=now - timedelta(days=days)) for days in (3, 2, 1)]
    coming = [make_session(event=event, starts_at=now + timedelta(days=days)) for days in (1, 2, 3)]
    cancel(session=coming[1], by=None, now=now)

    context = client.get(event.url).context

    assert [card.session for card in context["cards"]] == coming
    assert [card.session for card in context["folded_cards"]] == past
    assert context["open_dates"] == 2


def test_the_page_costs_the_same_for_three_dates_as_for_one(signed_in):
    counts, client = [], signed_in(make_person())
    for number in (1, 3):
        sessions = make_weeks(first_on=timezone.localdate() + timedelta(days=7), now=timezone.now(), number=number)
        client.get(url(sessions))
        with CaptureQueriesContext(connection) as queries:
            assert client.get(url(sessions)).status_code == 200
        counts.append(len(queries))

    assert counts[0] == counts[1]


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_a_series_and_a_single_date_at_once_never_overfill():
    weeks = make_weeks(capacity=1)
    first, second = make_person(), make_person()

    at_once(
        lambda: choose_dates(person=first, offered=weeks, wanted=weeks, now=NOON),
        lambda: register(person=second, session=weeks[2], now=NOON),
    )

    assert [session.registrations.active().count() <= 1 for session in weeks] == [True] * 4
    assert len(dates_of(first)) in (0, 4)


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_a_change_of_all_dates_and_a_choice_of_all_wait_for_each_other():
    weeks = make_weeks()
    move(series=weeks[0].series, day=weeks[3].recurs_on, starts_at=NOON + timedelta(days=2), by=None, now=NOON)
    person, change = make_person(), SeriesChange(at=time(17))

    at_once(
        lambda: choose_dates(person=person, offered=weeks[::-1], wanted=weeks, now=NOON),
        lambda: change_series(session=weeks[0], scope=Scope.ALL, change=change, by=None, now=NOON),
    )

    assert set(dates_of(person)) == set(pks(*weeks))
    assert [wall(row)[-5:] for row in weeks[0].series.sessions.order_by("recurs_on")][:3] == ["17:00"] * 3
