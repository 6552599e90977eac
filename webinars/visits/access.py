"""Who is told the way to an event, and who learns whom to call. Every door of visits asks here."""

from django.http import Http404

from people.accounts import person_of
from webinars.access import may_manage
from webinars.models import EventPage, Registration, Session


def visit_of(pk):
    """The event of the page ``pk`` or of its translation: the one whose sessions they are. Else 404."""
    page = EventPage.objects.filter(pk=pk, kind__in=EventPage.TRAVELS).first()
    if page is None:
        raise Http404
    return held_by(page)


def held_by(page):
    """Translations announce the same sessions; travel and contacts are kept with the page that has them."""
    twins = EventPage.objects.filter(translation_key=page.translation_key, sessions__isnull=False)
    return twins.order_by("pk").first() or page


def sessions_of(event):
    return Session.objects.listed().filter(event__translation_key=event.translation_key)


def seats(event):
    """The seats that people have in ``event``."""
    return Registration.objects.active().filter(session__in=sessions_of(event))


def leads(*, user, event):
    """True for those who schedule, and for the host of any of its sessions."""
    person = person_of(user)
    return may_manage(user) or bool(person and sessions_of(event).filter(host=person).exists())


def takes_part(*, user, event):
    person = person_of(user)
    return bool(person and seats(event).filter(person=person).exists())
