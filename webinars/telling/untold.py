"""What readers knew of a session before the moves that they are still to be told of.

Whoever writes or takes it holds the row of the session, so no move falls between reading the session and taking what
was known. No mail is sent under that lock.
"""

from webinars.emails import facts_of
from webinars.models import Session, Untold


def keep(*, session, reader, before):
    """``reader`` is to be told that ``session`` is no longer as ``before``; of what they knew first, if they wait."""
    Untold.objects.get_or_create(session=session, reader=reader, defaults={"before": before})


def take(*, session, reader):
    """What ``reader`` was told last, if there was a move since; from now on they count as told. Else None."""
    untold = Untold.objects.filter(session=session, reader=reader).first()
    if untold is None:
        return None
    untold.delete()
    return untold.before


def put_back(*, session, reader, before):
    """The mail did not leave. Unless ``session`` has changed since, which is told by a mail of its own."""
    now = Session.objects.select_for_update().get(pk=session.pk)
    if facts_of(now) == facts_of(session):
        keep(session=now, reader=reader, before=before)


def hold(keys):
    """Hold the rows of these sessions until the transaction ends, in the order in which all do."""
    list(Session.objects.select_for_update().filter(pk__in=keys).order_by("pk"))
