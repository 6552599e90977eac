"""The queue for a full cohort: offers in order, deadlines, rules; never more given, promised and held than there is."""

from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone, translation
from wagtail.models import ModelLogEntry

from courses.admission.offers import LONGEST_OFFER
from courses.admission.queue import call_ahead, join_queue, leave_queue, sweep
from courses.enrollment import enroll, withdraw
from courses.exceptions import CohortRefused, EnrollmentRefused
from courses.models import Cohort, QueuePlace
from courses.planning import plan_cohort
from people.models import Membership
from webinars.tests.factories import NOON, make_person

from .factories import make_cohort
from .queues import make_full, make_organization, offered, wait, waiting

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


@pytest.fixture(autouse=True)
def english():
    with translation.override("en"):
        yield


def place_of(person):
    return QueuePlace.objects.get(person=person)


def test_a_freed_place_is_held_for_the_first_and_for_nobody_else():
    cohort, [sitting], [first, second] = make_full()

    withdraw(person=sitting, cohort=cohort, now=NOON + HOUR)

    assert (offered(cohort), waiting(cohort)) == ([first], [second])
    for other in (second, make_person()):
        with pytest.raises(EnrollmentRefused, match="held for those who wait"):
            enroll(person=other, cohort=cohort, now=NOON + HOUR)
    assert enroll(person=first, cohort=cohort, now=NOON + 2 * HOUR).pk
    assert (place_of(first).outcome, place_of(first).ended_at) == ("accepted", NOON + 2 * HOUR)
    assert (offered(cohort), waiting(cohort)) == ([], [second])


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"seats": 0}, "free place"),
        ({"seats": 1}, "free place"),
        ({"state": "cancelled"}, "cancelled"),
        ({"enroll_closes_at": NOON - HOUR / 2, "enroll_opens_at": None}, "closed"),
        ({"admission": "application"}, "no queue"),
        ({"admission": "school"}, "no queue"),
    ],
)
def test_there_is_no_queue_without_need_or_hope(fields, message):
    cohort = make_cohort(now=NOON, **fields)

    with pytest.raises(EnrollmentRefused, match=message):
        join_queue(person=make_person(), cohort=cohort, now=NOON)


def test_joining_twice_is_joining_once_and_who_is_in_does_not_queue():
    cohort, [sitting], [first, _second] = make_full()

    assert join_queue(person=first, cohort=cohort, now=NOON + HOUR).joined_at == NOON
    with pytest.raises(EnrollmentRefused, match="a place already"):
        join_queue(person=sitting, cohort=cohort, now=NOON)


@pytest.mark.parametrize(
    ("before_end", "holds"),
    [(timedelta(days=6), LONGEST_OFFER), (timedelta(hours=10), 5 * HOUR), (timedelta(minutes=40), HOUR)],
)
def test_an_offer_holds_two_days_and_less_before_a_start_that_is_near(before_end, holds):
    cohort, [sitting], [first, _second] = make_full()
    moment = cohort.queue_ends_at - before_end

    withdraw(person=sitting, cohort=cohort, now=moment)

    assert place_of(first).offer_ends_at == moment + holds
    assert enroll(person=first, cohort=cohort, now=moment + holds)  # though enrollment closed on the second day


def test_what_nobody_answers_goes_to_the_next_and_can_be_taken_until_the_sweep():
    cohort, [sitting], [first, second] = make_full()
    withdraw(person=sitting, cohort=cohort, now=NOON)

    assert [sweep(now=NOON + LONGEST_OFFER - timedelta(seconds=1)), sweep(now=NOON + LONGEST_OFFER)] == [0, 1]

    assert offered(cohort) == [second]
    assert place_of(first).outcome == "expired"
    assert ModelLogEntry.objects.get(action="courses.queue.expired").user is None
    assert enroll(person=second, cohort=cohort, now=NOON + 3 * LONGEST_OFFER)


def test_who_declines_passes_the_place_on_and_who_leaves_only_leaves():
    cohort, [sitting], [first, second] = make_full()
    assert leave_queue(person=make_person(), cohort=cohort, now=NOON) is None
    withdraw(person=sitting, cohort=cohort, now=NOON)

    assert leave_queue(person=first, cohort=cohort, now=NOON + HOUR).outcome == "declined"
    assert offered(cohort) == [second]
    join_queue(person=first, cohort=cohort, now=NOON + HOUR)
    assert leave_queue(person=first, cohort=cohort, now=NOON + HOUR).outcome == "left"


def test_nobody_waits_for_what_has_begun_and_they_are_told():
    cohort, _sitting, [first, second] = make_full()
    mail.outbox.clear()

    assert [sweep(now=cohort.queue_ends_at - HOUR), sweep(now=cohort.queue_ends_at)] == [0, 2]

    assert {place_of(first).outcome, place_of(second).outcome} == {"closed"}
    assert [message.to for message in mail.outbox] == [[first.email], [second.email]]
    assert mail.outbox[0].subject.startswith("No place became free")


def test_people_of_villages_come_first_where_the_cohort_says_so_and_the_log_names_the_rule():
    cohort, [sitting], [first, _second] = make_full(first_in_queue="rural")
    rural = wait(cohort, settlement="village", now=NOON + HOUR)

    withdraw(person=sitting, cohort=cohort, now=NOON + HOUR)

    assert (offered(cohort), place_of(rural).rule) == ([rural], "rural")
    entry = ModelLogEntry.objects.get(action="courses.queue.offer")
    assert entry.message == "Place offered – people of villages and settlements come first"
    leave_queue(person=rural, cohort=cohort, now=NOON + HOUR)
    assert (offered(cohort), place_of(first).rule) == ([first], "order")


def test_people_of_organizations_with_a_grant_come_first_where_the_cohort_says_so():
    cohort, [sitting], _others = make_full(first_in_queue="grant")
    wait(cohort, organization=make_organization(), now=NOON + HOUR)
    holder = wait(cohort, organization=make_organization(grant_holder=True), now=NOON + HOUR)

    withdraw(person=sitting, cohort=cohort, now=NOON + HOUR)

    assert (offered(cohort), place_of(holder).rule) == ([holder], "grant")


def test_an_organization_with_as_many_people_as_it_may_have_waits_for_one_of_its_own_places():
    organization = make_organization()
    cohort = make_cohort(now=NOON, seats=2, organization_limit=1)
    inside, other, third = make_person(), make_person(), make_person()
    for person in (inside, third):
        Membership.objects.create(person=person, organization=organization)
    enroll(person=inside, cohort=cohort, now=NOON)
    with pytest.raises(EnrollmentRefused, match=f"{organization} has as many people"):
        enroll(person=third, cohort=cohort, now=NOON)
    wait(cohort, third)  # a seat is free, but not for them

    assert enroll(person=other, cohort=cohort, now=NOON)
    assert offered(cohort) == []
    withdraw(person=inside, cohort=cohort, now=NOON + HOUR)
    assert (offered(cohort), place_of(third).rule) == ([third], "order")


def test_who_comes_after_people_kept_back_by_a_limit_is_told_that_rule():
    organization = make_organization()
    cohort = make_cohort(now=NOON, seats=2, organization_limit=1)
    inside, leaves = make_person(), make_person()
    Membership.objects.create(person=inside, organization=organization)
    for person in (inside, leaves):
        enroll(person=person, cohort=cohort, now=NOON)
    kept_back = wait(cohort, organization=organization)
    nobody = wait(cohort, now=NOON + HOUR)

    withdraw(person=leaves, cohort=cohort, now=NOON + HOUR)

    assert (offered(cohort), waiting(cohort), place_of(nobody).rule) == ([nobody], [kept_back], "limit")


def test_a_profile_that_changed_is_seen_by_the_sweep_and_before_anybody_else_enrolls():
    organization = make_organization()
    cohort = make_cohort(now=NOON, seats=2, organization_limit=1)
    inside = make_person()
    Membership.objects.create(person=inside, organization=organization)
    enroll(person=inside, cohort=cohort, now=NOON)
    kept_back = wait(cohort, organization=organization)
    kept_back.memberships.all().delete()

    with pytest.raises(EnrollmentRefused, match="held for those who wait"):
        enroll(person=make_person(), cohort=cohort, now=NOON + HOUR)
    assert offered(cohort) == []  # the refusal wrote nothing
    sweep(now=NOON + HOUR)
    assert offered(cohort) == [kept_back]


def test_who_is_called_ahead_gets_the_next_place_with_the_reason_in_mail_and_log():
    cohort, [sitting], [first, second] = make_full(now=timezone.now())
    now = timezone.now()
    mail.outbox.clear()
    with pytest.raises(EnrollmentRefused, match="Say why"):
        call_ahead(place=place_of(second), reason=" ", by=None, now=now)

    call_ahead(place=place_of(second), reason="Teaches the others", by=None, now=now)
    call_ahead(place=place_of(second), reason="Another word", by=None, now=now)
    withdraw(person=sitting, cohort=cohort, now=now)

    assert (offered(cohort), waiting(cohort), place_of(second).rule) == ([second], [first], "hand")
    assert "Teaches the others" in mail.outbox[-1].body
    [called] = ModelLogEntry.objects.filter(action="courses.queue.call")
    assert called.message == "Called ahead of the queue: Teaches the others"
    offer = ModelLogEntry.objects.get(action="courses.queue.offer")
    assert offer.message == "Place offered – called by a coordinator: Teaches the others"


def test_calling_ahead_makes_no_seat_and_reaches_nobody_who_left():
    cohort, _sitting, [first, second] = make_full()

    assert not call_ahead(place=place_of(second), reason="Так", by=None, now=NOON).is_offered
    leave_queue(person=first, cohort=cohort, now=NOON)
    with pytest.raises(EnrollmentRefused, match="waits no longer"):
        call_ahead(place=place_of(first), reason="Так", by=None, now=NOON)
    with pytest.raises(EnrollmentRefused, match="Nobody can be offered"):
        call_ahead(place=wait(cohort).queue_places.get(), reason="Так", by=None, now=cohort.queue_ends_at)


def test_more_seats_are_offered_and_fewer_than_are_held_are_refused():
    cohort, _sitting, queue = make_full(waiting=3)

    def plan(**fields):
        plan_cohort(cohort=Cohort(**{**Cohort.objects.values().get(pk=cohort.pk), **fields}), by=None, now=NOON + HOUR)

    plan(seats=3)
    assert (offered(cohort), waiting(cohort)) == (queue[:2], queue[2:])
    with pytest.raises(CohortRefused, match="held for people who waited"):
        plan(seats=2)
    with pytest.raises(CohortRefused, match="People wait for a place"):
        plan(state="draft")
    plan(seats=0)
    assert offered(cohort) == queue


def test_a_cancelled_cohort_holds_nobody_to_an_offer_until_it_takes_place_after_all():
    cohort, [sitting], [first, second] = make_full()
    withdraw(person=sitting, cohort=cohort, now=NOON)
    mail.outbox.clear()
    planned = Cohort.objects.get(pk=cohort.pk)

    planned.state = "cancelled"
    plan_cohort(cohort=planned, by=None, now=NOON)
    assert (offered(cohort), waiting(cohort)) == ([], [first, second])
    assert {message.to[0] for message in mail.outbox} == {first.email, second.email}
    assert {message.subject.partition(":")[0] for message in mail.outbox} == {"The cohort is cancelled"}

    planned.state = "open"
    plan_cohort(cohort=planned, by=None, now=NOON + HOUR)
    assert offered(cohort) == [first]


def test_each_step_is_told_once_to_the_one_it_concerns():
    cohort, [sitting], [first, second] = make_full()
    mail.outbox.clear()

    withdraw(person=sitting, cohort=cohort, now=NOON)
    sweep(now=NOON + LONGEST_OFFER)

    told = [(message.to, message.subject.partition(":")[0]) for message in mail.outbox]
    assert told == [
        ([first.email], "A place is held for you"),
        ([first.email], "The place is not held any more"),
        ([second.email], "A place is held for you"),
    ]
    body = mail.outbox[-1].body
    assert f"/enrol/{cohort.pk}/\n" in body and f"/enrol/{cohort.pk}/queue/leave/" in body
    assert "in the order of joining" in body
