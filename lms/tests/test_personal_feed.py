"""A poll of one's own calendar is one question, and «unchanged» is said of nothing that has changed."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import Locale, PageViewRestriction

from calendars.models import CalendarSettings, FeedToken
from calendars.tokens import issue_token
from conferences.models import Star
from conferences.releasing import release
from conferences.scheduling import schedule_item
from conferences.tests.factories import make_released
from courses.deadlines import settle
from courses.enrollment import withdraw as leave_cohort
from courses.models import AssignmentDue, Cohort, CohortSession
from courses.tests.factories import make_cohort, make_enrollment
from courses.tests.test_assignments import hand_in, make_assignment
from webinars.models import EventPage
from webinars.registration import register, withdraw
from webinars.scheduling import cancel, reschedule
from webinars.tests.calendars import coming
from webinars.tests.factories import make_person

pytestmark = pytest.mark.django_db
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


class Life:
    """Somebody with something of every kind in their calendar, and the program that reads it."""

    def __init__(self, client):
        self.client, self.person = client, make_person()
        self.seat, self.led, self.live = coming(), coming(host=self.person), coming()
        register(person=self.person, session=self.seat, now=timezone.now())
        self.assignment = make_assignment(due_days=7)
        self.cohort = make_cohort(self.assignment.course)
        make_enrollment(cohort=self.cohort, person=self.person)
        CohortSession.objects.create(cohort=self.cohort, session=self.live)
        settle(now=timezone.now())
        self.programme = make_released(items=2)
        self.item, self.other_item = self.programme.items.scheduled()
        Star.objects.create(person=self.person, item=self.item)
        self.settings = CalendarSettings.objects.create(person=self.person)
        self.address = f"/my/calendar/{issue_token(person=self.person, now=timezone.now())}.ics"

    def poll(self, etag=""):
        with CaptureQueriesContext(connection) as queries:
            answer = self.client.get(self.address, headers={"If-None-Match": etag})
        return answer, len(queries)

    def move(self, session, **changes):
        session.refresh_from_db()
        times = {"starts_at": session.starts_at, "ends_at": session.ends_at}
        reschedule(session=session, by=None, now=timezone.now(), **{**times, **changes})

    def wish(self, **values):
        CalendarSettings.objects.filter(pk=self.settings.pk).update(**values)


@pytest.fixture
def life(client):
    return Life(client)


def later(session):
    return {"starts_at": session.starts_at + HOUR, "ends_at": session.ends_at + HOUR}


def move_the_item(life):
    starts_at = life.item.starts_at + HOUR
    schedule_item(item=life.item, room=life.item.room, starts_at=starts_at, minutes=8, by=None)
    release(programme=life.programme, by=None, now=timezone.now())


def move_the_deadline(life):
    AssignmentDue.objects.create(assignment=life.assignment, cohort=life.cohort, due_at=timezone.now() + 9 * DAY)
    settle(now=timezone.now())


def rename_the_event(life):
    event = EventPage.objects.get(pk=life.seat.event_id)
    event.title = "Інша назва"
    event.save_revision().publish()


def hide_the_event(life):
    PageViewRestriction.objects.create(page=life.live.event, restriction_type=PageViewRestriction.LOGIN)


CHANGES = {
    "a new seat": lambda life: register(person=life.person, session=coming(), now=timezone.now()),
    "a seat given back": lambda life: withdraw(person=life.person, session=life.seat, now=timezone.now()),
    "a session moved": lambda life: life.move(life.seat, **later(life.seat)),
    "a session renamed": lambda life: life.move(life.seat, title="День 2"),
    "a session in a place": lambda life: life.move(life.led, mode="mixed", place="Бібліотека"),
    "a session called off": lambda life: cancel(session=life.seat, by=None, now=timezone.now()),
    "somebody else leads": lambda life: life.move(life.led, host=None),
    "an event renamed": rename_the_event,
    "an event taken down": lambda life: life.seat.event.unpublish(),
    "an event behind a door": hide_the_event,
    "a session of the cohort moved": lambda life: life.move(life.live, **later(life.live)),
    "a session of the cohort more": lambda life: CohortSession.objects.create(cohort=life.cohort, session=coming()),
    "the cohort called off": lambda life: Cohort.objects.filter(pk=life.cohort.pk).update(state="cancelled"),
    "the cohort left": lambda life: leave_cohort(person=life.person, cohort=life.cohort, now=timezone.now()),
    "a deadline moved": move_the_deadline,
    "an assignment handed in": lambda life: hand_in(life.assignment, life.person),
    "a star more": lambda life: Star.objects.create(person=life.person, item=life.other_item),
    "a star less": lambda life: Star.objects.all().delete(),
    "a programme released anew": move_the_item,
    "a programme taken down": lambda life: life.programme.event.unpublish(),
    "another alarm": lambda life: life.wish(alarm=60),
    "another language": lambda life: life.wish(language="en"),
    "only busy": lambda life: life.wish(busy_only=True),
    "nothing one takes part in": lambda life: life.wish(taking_part=False),
    "nothing one leads": lambda life: life.wish(hosting=False),
    "no deadlines": lambda life: life.wish(deadlines=False),
    "not my programme": lambda life: life.wish(programme=False),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_every_change_is_told_and_then_nothing_is_new_in_one_query(life, change):
    first, _queries = life.poll()
    unchanged, queries = life.poll(first["ETag"])
    assert (unchanged.status_code, queries) == (304, 1)

    change(life)

    changed, _queries = life.poll(first["ETag"])
    assert changed.status_code == 200
    assert changed.content != first.content
    again, queries = life.poll(changed["ETag"])
    assert (again.status_code, queries) == (304, 1)
    full, _queries = life.poll()
    assert full.content == changed.content


def test_all_kinds_are_there(life):
    text = life.poll()[0].content.decode().replace("\r\n ", "")

    for session in (life.seat, life.led, life.live):
        assert session.uid in text
    assert f"item-{life.item.public_id}@school" in text
    assert text.count("UID:due-") == 2


def test_a_reader_in_another_language_costs_no_query_more(life):
    english = Locale.objects.get_or_create(language_code="en")[0]
    event = life.seat.event
    for page in (event.get_parent().get_parent(), event.get_parent(), event):
        copy = page.specific.copy_for_translation(english)
        copy.title = f"English {page.title}"
        copy.save_revision().publish()
    life.wish(language="en")

    first, _queries = life.poll()
    again, queries = life.poll(first["ETag"])

    assert f"English {event.title}" in first.content.decode().replace("\r\n ", "")
    assert (again.status_code, queries) == (304, 1)


def test_a_wrong_address_and_a_revoked_one_cost_the_same(life, client):
    wrong, counts = "/my/calendar/nobody-knows-this.ics", []
    client.get(wrong)  # what every page needs is looked up
    FeedToken.objects.update(revoked_at=timezone.now())
    for address in (life.address, wrong):
        with CaptureQueriesContext(connection) as queries:
            assert client.get(address).status_code == 404
        counts.append(len(queries))

    assert counts[0] == counts[1]


def test_the_page_shows_what_the_feed_holds(life, client):
    client.force_login(life.person.user, backend="people.backends.SchoolBackend")

    page = client.get("/my/calendar/").content.decode()

    for words in (life.seat.full_title, life.assignment.title, life.item.title):
        assert words in page
