"""Rows to test with. They surprise nobody: a session is announced, online, in a week, without limit."""

import itertools
from datetime import UTC, date, datetime, time, timedelta

from django.utils import timezone
from wagtail.models import Locale, Page, Site

from calendars.kyiv import KYIV
from home.models import HomePage
from people.models import Membership, Organization, Person, User
from webinars.models import EventIndexPage, EventPage, Session, SessionSeries
from webinars.recurrence import Rule
from webinars.series import make_series

NOON = datetime(2027, 1, 12, 10, tzinfo=UTC)  # twelve o'clock in Kyiv
_number = itertools.count(1)


def make_site():
    """The front page and the event calendar in Ukrainian, at the root of the default site."""
    Locale.objects.get_or_create(language_code="uk")
    if found := EventIndexPage.objects.first():
        return found
    root = Page.objects.filter(depth=1).first() or Page.add_root(title="Root", slug="root")
    home = root.add_child(instance=HomePage(title="Школа", slug=f"home-{next(_number)}"))
    Site.objects.update_or_create(
        is_default_site=True, defaults={"hostname": "testserver", "port": 80, "root_page": home}
    )
    Site.clear_site_root_paths_cache()
    return home.add_child(instance=EventIndexPage(title="Події", slug="podii"))


def make_event(*, title="Читаємо бюджет разом", **fields):
    index = make_site()
    fields = {"slug": f"event-{next(_number)}", "lead": "Навчимося читати бюджет.", **fields}
    return index.add_child(instance=EventPage(title=title, **fields))


def make_session(*, event=None, starts_at=NOON + timedelta(days=7), minutes=90, state="scheduled", **fields):
    moment = min(NOON, starts_at)
    return Session.objects.create(
        event=event or make_event(),
        starts_at=starts_at,
        ends_at=fields.pop("ends_at", starts_at + timedelta(minutes=minutes)),
        state=state,
        created_at=moment,
        updated_at=moment,
        **fields,
    )


def make_weeks(*, event=None, number=4, first_on=date(2027, 1, 19), at=time(18), now=NOON, **details):
    """A series of Tuesdays at six in Kyiv, in a week for the first time, announced; its sessions by their dates."""
    series = SessionSeries(
        event=event or make_event(),
        rule=Rule(weekdays=(first_on.weekday(),), count=number).text,
        first_on=first_on,
        at=at,
        minutes=90,
        skipped=details.pop("skipped", []),
    )
    series = make_series(series=series, by=None, now=now, **details)
    return list(series.sessions.order_by("recurs_on"))


def wall(session):
    """Day and hour of ``session`` on Kyiv's clock."""
    return session.starts_at.astimezone(KYIV).strftime("%m-%d %H:%M")


def walls(series):
    """The same of all dates of ``series``, in the order of the rule."""
    return [wall(session) for session in series.sessions.order_by("recurs_on")]


def session_around(now=None, **fields):
    """A session that began half an hour ago: for views, which ask the real clock."""
    return make_session(starts_at=(now or timezone.now()) - timedelta(minutes=30), **fields)


def make_person(*, name="Олена Коваль", account=True, **fields):
    number = next(_number)
    email = f"person{number}@example.org"
    user = User.objects.create_user(email) if account else None
    fields = {"display_name": f"{name.split()[0]} {number}", "email": email, **fields}
    return Person.objects.create(user=user, legal_name=name, **fields)


def make_contact(organization=None, **fields):
    """Somebody who names people for an organization."""
    organization = organization or Organization.objects.create(name=f"ГО «Толока {next(_number)}»", region="UA-05")
    return make_member(organization, is_contact=True, **{"name": "Ганна Мельник", **fields})


def make_member(organization, *, is_contact=False, **fields):
    person = make_person(**fields)
    Membership.objects.create(person=person, organization=organization, is_contact=is_contact)
    return person
