"""Who may see, join and host a session: queryset and predicate together. Every door asks here."""

from datetime import timedelta

from django.db.models import Q
from django.utils.translation import gettext as _

from content import wording
from content.restrictions import pages_open_to, pages_open_to_all
from people.accounts import person_of

from .exceptions import JoinRefused
from .models import EventPage, Session
from .rooms import Role

PARTICIPANTS_EARLY = timedelta(minutes=15)
HOSTS_EARLY = timedelta(minutes=60)
OPEN_AFTERWARDS = timedelta(minutes=30)


def may_manage(user):
    """True for those who schedule sessions: they see drafts, host any room and keep any attendance sheet."""
    return user.has_perm("webinars.change_session")


def visible_events(user):
    """Published events on pages that ``user`` may open; ``None`` stands for anybody."""
    events = EventPage.objects.live()
    return pages_open_to_all(events) if user is None else pages_open_to(user, events)


def public_sessions():
    """What anybody may know of: sessions, also cancelled ones, of events whose pages are open to all."""
    return Session.objects.public().filter(event__in=visible_events(None))


def visible_to(user):
    """The sessions lists show to ``user``. Drafts are seen by those who schedule, private ones stand in no list."""
    if may_manage(user):
        return Session.objects.listed()
    return Session.objects.public().filter(event__in=visible_events(user))


def reachable_by(user):
    """The sessions whose own pages open to ``user``: the visible ones, and the private ones of theirs.

    Those who schedule reach all, to keep the attendance of private ones too.
    """
    if may_manage(user):
        return Session.objects.all()
    person = person_of(user)
    if person is None:
        return visible_to(user)
    seats = person.registrations.active().values("session")
    private = ~Q(kept_by="") & (Q(host=person) | Q(pk__in=seats))
    return Session.objects.filter(private | Q(pk__in=visible_to(user).values("pk")))


def is_host(*, user, session):
    person = person_of(user)
    return bool(person and session.host_id == person.pk) or may_manage(user)


def role_for(*, user, session):
    """What ``user`` is in the room of ``session``: moderator only by the school's own records. None is nobody.

    Who schedules keeps the sheet of a private session, but does not enter its room.
    """
    person = person_of(user)
    if person is None:
        return None
    if session.host_id == person.pk or (may_manage(user) and not session.is_private):
        return Role.HOST
    return Role.PARTICIPANT if session.registrations.active().filter(person=person).exists() else None


def joining_window(session, *, role):
    """When the room is open to ``role``: hosts prepare, participants come a little early, all may stay a while."""
    early = HOSTS_EARLY if role is Role.HOST else PARTICIPANTS_EARLY
    return session.starts_at - early, session.ends_at + OPEN_AFTERWARDS


def check_join(*, user, session, now):
    """The role in which ``user`` may enter the room now, or ``JoinRefused``, which says why not and when."""
    return check_open(session, role=role_for(user=user, session=session), now=now)


def check_open(session, *, role, now):
    """The same for whoever has ``role`` in it, or None: how they came to have it is not asked here."""
    if session.state != Session.State.SCHEDULED:
        raise JoinRefused(_("This session does not take place."))
    if not session.is_online:
        raise JoinRefused(_("This session takes place in person, without an online room."))
    if role is None:
        raise JoinRefused(_("Register for this session first."))
    opens, closes = joining_window(session, role=role)
    if now < opens:
        when = wording.moment(opens, now=now)
        raise JoinRefused(_("The room opens on %(when)s (Kyiv time).") % {"when": when}, opens_at=opens)
    if now > closes:
        raise JoinRefused(_("This session is over."))
    return role
