"""Write a poll, open and close it, show what people chose; and choose."""

from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from webinars.exceptions import BoardRefused
from webinars.models import Poll

from .boards import check_open, locked

MOST = 30  # of one session


@transaction.atomic
def prepare(*, session, text, options, by, now):
    """A poll that nobody sees but the hosts until one of them opens it."""
    locked(session)
    if session.polls.count() >= MOST:
        raise BoardRefused(_("A session has room for %(number)d polls.") % {"number": MOST})
    poll = session.polls.create(text=text, options=options, made_at=now)
    log(poll, "webinars.poll.prepare", user=by)
    return poll


@transaction.atomic
def discard(*, poll, by, now):
    """Take out a poll that was never opened; what people have answered stays."""
    poll = _locked(poll)
    if not poll.is_prepared:
        raise BoardRefused(_("This poll was opened already, so it stays."))
    log(poll, "webinars.poll.discard", user=by)
    poll.delete()


@transaction.atomic
def open_poll(*, poll, by, now):
    """From now on people answer. Opened twice is opened once; a closed one is opened anew, what was chosen stays."""
    poll = _locked(poll)
    check_open(poll.session, now=now)
    if poll.shown_at:
        raise BoardRefused(_("Its results are shown already. Write a new poll to ask again."))
    return _write(poll, "webinars.poll.open", by=by, opened_at=poll.opened_at or now, closed_at=None)


@transaction.atomic
def close_poll(*, poll, by, now):
    poll = _locked(poll)
    if poll.is_prepared:
        raise BoardRefused(_("This poll is not open."))
    return _write(poll, "webinars.poll.close", by=by, closed_at=poll.closed_at or now)


@transaction.atomic
def show_results(*, poll, by, now):
    """Everybody reads how many chose what, from now on and after the session. It closes an open poll."""
    poll = _locked(poll)
    if poll.is_prepared:
        raise BoardRefused(_("This poll is not open."))
    closed, shown = poll.closed_at or now, poll.shown_at or now
    return _write(poll, "webinars.poll.show", by=by, closed_at=closed, shown_at=shown)


@transaction.atomic
def choose(*, poll, person, choice, now):
    """The person's answer; while the poll is open another one replaces it. Raises ``BoardRefused``."""
    locked_poll = _locked(poll)
    check_open(poll.session, now=now)
    if not locked_poll.is_open:
        raise BoardRefused(_("This poll is closed."))
    if not 0 <= choice < len(locked_poll.options):
        raise BoardRefused(_("Choose one of the answers."))
    values = {"choice": choice, "answered_at": now}
    return locked_poll.answers.update_or_create(person=person, defaults=values)[0]


def _locked(poll):
    """The poll as it is now, under the lock of its board."""
    locked(poll.session)
    return Poll.objects.select_related("session").get(pk=poll.pk)


def _write(poll, action, *, by, **values):
    if any(getattr(poll, name) != value for name, value in values.items()):
        for name, value in values.items():
            setattr(poll, name, value)
        poll.save(update_fields=list(values))
        log(poll, action, user=by)
    return poll
