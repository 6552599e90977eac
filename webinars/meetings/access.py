"""Who knows of a working meeting, and who keeps and approves its minutes. Every door asks here.

Those invited, by name or with their organization; who hosts a session of it; its secretary; whoever wrote the page; and
those who schedule. For everybody else it is not there: the door hung here hides its pages from lists, search, sitemap,
feeds and the admin, ``EventPage.serve`` asks ``may_open``, and sessions follow their event (``webinars.access``).
"""

from django.db.models import Q
from django.http import Http404
from django.shortcuts import get_object_or_404

from content.restrictions import door
from people.accounts import person_of
from people.alphabet import Alphabetically
from people.models import Person
from webinars.access import may_manage, visible_events
from webinars.models import EventPage, Meeting, MeetingInvitation, Registration, Session


def closed_events():
    return EventPage.objects.filter(kind__in=EventPage.BY_INVITATION)


def opened_to(user):
    """The working meetings that ``user``, who has an account, knows of."""
    return closed_events() if may_manage(user) else closed_events().filter(_circle(user))


door(behind=closed_events, opened=opened_to)


def may_open(*, user, page):
    """Whether the closed ``page`` may be shown to ``user``; also one that is not saved yet, to who writes it."""
    if not user.is_authenticated:
        return False
    return may_manage(user) or page.owner_id == user.pk or EventPage.objects.filter(_circle(user), pk=page.pk).exists()


def _circle(user):
    """Condition on pages of events."""
    person = person_of(user)
    if person is None:
        return Q(owner=user)
    kept = Meeting.objects.filter(Q(secretary=person) | Q(pk__in=invitations_of(person).values("meeting")))
    hosted = Session.objects.filter(host=person).order_by().values("event__translation_key")
    return Q(owner=user) | Q(translation_key__in=kept.values("event_key")) | Q(translation_key__in=hosted)


def invitations_of(person):
    """Those of ``person``, and those of the organizations they belong to."""
    return MeetingInvitation.objects.filter(Q(person=person) | Q(organization__memberships__person=person))


def is_invited(*, person, event):
    return invitations_of(person).filter(meeting__event_key=event.translation_key).exists()


def invited_people(event):
    """Everybody who is invited to ``event``, each once."""
    rows = MeetingInvitation.objects.filter(meeting__event_key=event.translation_key)
    by_name = Q(pk__in=rows.filter(person__isnull=False).values("person"))
    return Person.objects.filter(by_name | Q(pk__in=_members(rows))).order_by(Alphabetically("display_name"), "pk")


def _members(rows):
    return Person.objects.filter(memberships__organization__in=rows.values("organization")).order_by().values("pk")


def meeting_of(event):
    """What is kept of the meeting ``event``; an unsaved empty one if nothing is."""
    return Meeting.objects.filter(event_key=event.translation_key).first() or Meeting(event_key=event.translation_key)


def meeting_page(user, pk):
    """The page ``pk`` of a working meeting that ``user`` knows of; else 404, whatever stands there."""
    event = get_object_or_404(visible_events(user).select_related("locale"), pk=pk)
    if not event.by_invitation:
        raise Http404
    return event


def sessions_of(event):
    return Session.objects.listed().filter(event__translation_key=event.translation_key)


def seats(event):
    """The seats that people have in ``event``."""
    return Registration.objects.active().filter(session__in=sessions_of(event))


def approves(*, user, event):
    """The host of any of its sessions, and those who schedule: they approve minutes and see who answered what."""
    person = person_of(user)
    return may_manage(user) or bool(person and sessions_of(event).filter(host=person).exists())


def keeps_minutes(*, user, event):
    """Who approves, and the secretary."""
    person = person_of(user)
    named = person and Meeting.objects.filter(event_key=event.translation_key, secretary=person).exists()
    return bool(named) or approves(user=user, event=event)
