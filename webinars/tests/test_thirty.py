"""Every page about sessions and registrations costs as many queries for thirty as for three and for one."""

from datetime import time, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from people.models import Membership, Person, User
from webinars.models import (
    Attendance,
    Registration,
    Reminder,
    SeatRequest,
    Session,
    SessionSeries,
    WaitingPlace,
    WayIn,
)
from webinars.recurrence import Rule

from .factories import make_contact, make_event, make_person, make_site

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
LISTS = (
    "session",
    "registration",
    "waiting_place",
    "seat_request",
    "way_in",
    "reminder",
    "attendance",
)


class Year:
    """A series of one event with as many dates as there are people in each list of its first date."""

    def __init__(self):
        self.now = timezone.now()
        self.me, self.contact, self.host = make_person(), make_contact(), make_person()
        self.organization = self.contact.organizations.get()
        self.event = make_event(kind="master_class")
        rule = Rule(weekdays=(0,), count=30).text
        first_on = timezone.localdate(self.now) + DAY
        self.series = SessionSeries.objects.create(
            event=self.event, rule=rule, first_on=first_on, at=time(18), minutes=60, created_at=self.now
        )
        self.size = 0

    def grow(self, size):
        numbers, self.size = range(self.size, size), size
        at = {"created_at": self.now, "updated_at": self.now}
        new = Session.objects.bulk_create(
            Session(
                event=self.event, series=self.series, recurs_on=self.series.first_on + number * DAY, host=self.host,
                starts_at=self.now + (number + 1) * DAY / 2, ends_at=self.now + (number + 1) * DAY / 2 + DAY / 24,
                capacity=200, state="scheduled", **at,
            )
            for number in numbers
        )  # fmt: skip
        self.first = self.series.sessions.order_by("starts_at").first()
        Registration.objects.bulk_create(
            Registration(session=session, person=self.me, created_at=self.now) for session in new
        )
        self._fill(len(new))

    def _fill(self, number):
        """So many people more in each list."""
        people = Person.objects.bulk_create(
            Person(legal_name="Оля Ґудзь", display_name=f"Оля {place}", email=f"{self.size}-{place}@example.org")
            for place in range(4 * number)
        )
        Membership.objects.bulk_create(Membership(person=who, organization=self.organization) for who in people)
        seated, waiting, asking, sent = (people[kind::4] for kind in range(4))
        here = {"session": self.first}
        seats = Registration.objects.bulk_create(
            Registration(person=who, created_at=self.now, **here) for who in [*seated, *sent]
        )
        WaitingPlace.objects.bulk_create(WaitingPlace(person=who, joined_at=self.now, **here) for who in waiting)
        SeatRequest.objects.bulk_create(SeatRequest(person=who, asked_at=self.now, **here) for who in asking)
        named = {"organization": self.organization, "named_by": self.contact, "named_at": self.now, "state": "given"}
        WayIn.objects.bulk_create(WayIn(person=who, name="Оля", **named, **here) for who in sent)
        Reminder.objects.bulk_create(
            Reminder(registration=seat, starts_at=self.first.starts_at, minutes=60, created_at=self.now)
            for seat in seats
        )
        decided = {"status": "present", "rule": "share-1:60", "decided_at": self.now}
        Attendance.objects.bulk_create(Attendance(person=who, **decided, **here) for who in seated)

    @property
    def boss(self):
        user = User.objects.filter(is_superuser=True).first() or User.objects.create_superuser("boss@example.org")
        return Person.objects.get_or_create(user=user, defaults={"legal_name": "Ірина", "email": user.email})[0]

    def pages(self, name):
        """(whose, addresses)."""
        event, first = self.event, self.first.public_id
        organization = f"/my/organizations/{self.organization.pk}/events/{event.pk}/"
        sheets = [f"/t/e/{first}/", f"/t/e/{first}/report/", f"/t/e/{first}/people/"]
        return {
            "participant": (self.me, [make_site().url, event.url, f"/e/{event.pk}/dates/", "/my/", "/my/calendar/"]),
            "contact": (self.contact, ["/my/organizations/events/", organization]),
            "lists of the admin": (self.boss, [reverse(f"{name}:index") for name in LISTS]),
            "planning": (self.boss, [*self._planning(), *sheets]),
        }[name]

    def _planning(self):
        """Where a coordinator plans."""
        ticked = "&".join(f"id={session.pk}" for session in self.series.sessions.all())
        return [
            reverse("session_series:index"),
            reverse("session_series:inspect", args=[self.series.pk]),
            f"{reverse('session:month')}?m={timezone.localtime(self.first.starts_at):%Y-%m}",
            f"{reverse('session:bulk')}?do=cancel&{ticked}",
            reverse("session:edit", args=[self.first.pk]),
        ]


def counted(client, person, pages):
    """{address: queries} of ``pages``."""
    client.force_login(person.user, backend="people.backends.SchoolBackend")
    found = {}
    for page in pages:
        with CaptureQueriesContext(connection) as queries:
            assert client.get(page).status_code == 200, page
        found[page.partition("?")[0]] = len(queries)
    return found


@pytest.mark.indexed
@pytest.mark.parametrize("name", ["participant", "contact", "lists of the admin", "planning"])
def test_pages_of_thirty_cost_as_many_queries_as_of_one(client, name):
    year, seen = Year(), []
    year.grow(1)
    counted(client, *year.pages(name))  # some of a page is put together only once
    for size in (1, 3, 30):
        year.grow(size)
        seen.append(counted(client, *year.pages(name)))

    costs = {page: [costs[page] for costs in seen] for page in seen[0]}
    assert {page: cost for page, cost in costs.items() if not cost[0] >= cost[1] == cost[2]} == {}
