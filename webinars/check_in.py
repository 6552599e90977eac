"""Check-in of people who are in the hall: the host's screen shows a code that changes every half a minute.

The code proves that somebody saw the screen, at most a minute ago. Who photographs it and sends it to a friend within
that minute lets the friend in: the sheet and the host's eyes are there for that.
"""

from dataclasses import dataclass

from django.core.cache import cache
from django.core.signing import Signer
from django.db import transaction
from django.utils.crypto import constant_time_compare
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from content import wording
from people.alphabet import Alphabetically

from .access import HOSTS_EARLY
from .exceptions import CheckInRefused, NotRegistered
from .models import AttendanceInterval, Session

SECONDS = 30  # for which a code is shown
GRACE = 1  # codes before it that are taken still: scanning takes a moment
TOKEN_LENGTH, CODE_DIGITS = 20, 6
TRIES, TRIES_SECONDS = 10, 300  # wrong codes of one person, and in which time

Source = AttendanceInterval.Source
TAKEN_BACK = (Source.QR, Source.SELF)  # what the host may take back


@dataclass(frozen=True)
class Code:
    """What the screen shows: ``token`` in the QR code, ``digits`` for those whose camera fails."""

    token: str
    digits: str
    seconds_left: int


def window(session):
    """When people may check in: from an hour before the start, as on the trainer's sheet, until the end."""
    return session.starts_at - HOSTS_EARLY, session.ends_at


def check_window(*, session, now):
    """``CheckInRefused`` with a word where nobody may check in now."""
    if session.state != Session.State.SCHEDULED:
        raise CheckInRefused(_("This session does not take place."))
    if session.mode == Session.Mode.ONLINE:
        raise CheckInRefused(_("This session takes place online: the room page records presence."))
    opens, closes = window(session)
    if now < opens:
        when = wording.moment(opens, now=now)
        raise CheckInRefused(_("Check-in opens on %(when)s (Kyiv time).") % {"when": when}, opens_at=opens)
    if now >= closes:
        raise CheckInRefused(_("This session is over."))


def may_check_in(*, session, now):
    """``check_window`` as yes or no."""
    try:
        check_window(session=session, now=now)
    except CheckInRefused:
        return False
    return True


def code_of(session, *, now):
    """The code that the screen shows now."""
    step = _step(now)
    left = SECONDS - int(now.timestamp()) % SECONDS
    return Code(_token(session, step), _digits(session, step), left)


def is_shown(session, token, *, now):
    """True for the token of now and of the half a minute before."""
    return any(constant_time_compare(token, _token(session, step)) for step in _steps(now))


def session_of(digits, *, person, now):
    """The session whose screen shows ``digits`` now; those of ``person`` first. None where there is none.

    Who tries too often waits: ``CheckInRefused``.
    """
    if not _may_try(person, now=now):
        raise CheckInRefused(_("Too many codes were tried. Wait five minutes, or tell the host that you are here."))
    hall = Session.objects.scheduled().exclude(mode=Session.Mode.ONLINE).select_related("event")
    open_now = hall.filter(starts_at__lte=now + HOSTS_EARLY, ends_at__gt=now).order_by("starts_at", "pk")
    mine = set(person.registrations.active().filter(session__in=open_now).values_list("session_id", flat=True))
    for session in sorted(open_now, key=lambda one: one.pk not in mine):
        if any(constant_time_compare(digits, _digits(session, step)) for step in _steps(now)):
            return session
    return None


@transaction.atomic
def check_in(*, person, session, now):
    """``person`` is in the hall from now until the end; the second time changes nothing."""
    session = Session.objects.locked(session.pk)
    check_window(session=session, now=now)
    if not session.registrations.active().filter(person=person).exists():
        raise NotRegistered(_("You are not registered for this session. Register first, then check in."))
    interval, _created = session.intervals.get_or_create(
        person=person,
        source=Source.QR,
        withdrawn_at=None,
        defaults={"started_at": now, "ended_at": session.ends_at},
    )
    return interval


@transaction.atomic
def take_back(*, interval, by, now):
    """The host sees that who checked in, by QR or by themselves, is not there: it counts no longer, and stays."""
    session = Session.objects.locked(interval.session_id)
    interval = session.intervals.select_for_update().get(pk=interval.pk, source__in=TAKEN_BACK)
    if interval.withdrawn_at is None:
        interval.withdrawn_at = now
        interval.save(update_fields=["withdrawn_at"])
        data = {"person": str(interval.person.public_id), "from": interval.started_at.isoformat()}
        log(session, "webinars.check_in.take_back", user=by.user, data=data)
    return interval


def checked_in(session):
    """Who checked in, by name."""
    here = session.intervals.counted().filter(source=Source.QR)
    return here.select_related("person").order_by(Alphabetically("person__legal_name"), "pk")


def number_here(session):
    """How many people checked in or were ticked on the sheet."""
    here = session.intervals.counted().filter(source__in=[Source.QR, Source.SHEET])
    return here.values("person").distinct().count()


def _may_try(person, *, now):
    """One try more. Each web process counts for itself unless the cache is shared."""
    key = f"check-in-{person.pk}-{int(now.timestamp()) // TRIES_SECONDS}"
    cache.add(key, 0, timeout=TRIES_SECONDS)
    return cache.incr(key) <= TRIES


def _step(now):
    return int(now.timestamp()) // SECONDS


def _steps(now):
    return range(_step(now) - GRACE, _step(now) + 1)


def _token(session, step):
    return Signer(salt="webinars.check_in.token").signature(f"{session.public_id}:{step}")[:TOKEN_LENGTH]


def _digits(session, step):
    signature = Signer(salt="webinars.check_in.digits").signature(f"{session.public_id}:{step}")
    return f"{int.from_bytes(signature.encode()) % 10**CODE_DIGITS:0{CODE_DIGITS}}"
