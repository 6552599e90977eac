"""A study visit: the way there, and whom to call."""

from datetime import timedelta

from home.demo.pages import publish
from webinars.models import EventPage, Session, Travel
from webinars.registration import register
from webinars.scheduling import schedule
from webinars.visits.contacts import give_contact
from webinars.visits.travelling import write_travel

from .acts import send_empty
from .meetings import MEETINGS
from .stop import Stop


def make_visit(parent, *, host, guests, now):
    """A visit in a month; the first of ``guests`` said whom to call."""
    event = EventPage(title="Поїздка до сусідів", slug="poizdka", kind="study_visit", lead="Два дні в сусідів")
    publish(event, parent)
    starts = now + timedelta(days=30)
    session = Session(
        event=event, starts_at=starts, ends_at=starts + timedelta(hours=6), host=host, mode="in_person", place="Село"
    )
    session = schedule(session=session, by=None, now=now)
    for person in guests:
        register(person=person, session=session, now=now)
    said = {"meeting": "Біля вокзалу о восьмій.", "bring": "Теплий одяг.", "phone": "+380 44 000 00 00"}
    write_travel(travel=Travel(event=event, **said), by=None, now=now)
    give_contact(person=guests[0], event=event, name="Марта", phone="+380 44 000 00 01", relation="сестра", now=now)
    return event


VISITS = {
    "study visit": Stop("/podii/poizdka/", "reader"),
    "way to a visit": Stop("/e/{visit.pk}/travel/", "reader"),
    "way to a visit, error": Stop("/e/{visit.pk}/travel/", "reader", act=send_empty),
    "way to a visit, not yours": Stop("/e/{visit.pk}/travel/", "newcomer", status=404),
    "whom to call": Stop("/e/{visit.pk}/contacts/", "trainer"),
    **MEETINGS,
}
