"""Word left to somebody: all that one act brings them leaves as one mail (``mails``), if it is true still."""

from calendars.acts import gather, to_each
from webinars.tasks import send_word

from .untold import keep

PLACE, REQUEST, WAY_IN, GUEST, HOST = "place", "request", "way_in", "guest", "host"
MOVED, CANCELLED, RESTORED = "moved", "cancelled", "restored"
OF_SESSIONS = (MOVED, CANCELLED, RESTORED)


def leave_word(row, *, kind, about, reader=None, session=None, sequence=None, before=None, note=""):
    """Leave word about ``row``, a place, a request or a way in, to its person; called in the transaction of the change.

    Guests of a meeting and hosts have no row but themselves, so they say which ``session``. ``reader`` is whose mails
    are joined, if it is not the row's person. Of a session that moved twice before its mail left only the last time is
    told, ``sequence`` is that of the move: ``before``, the facts until then (``emails.facts_of``), is kept for the
    reader until they are told, so that the mail compares with what they know.
    """
    reader = reader or row.person_id
    if before is not None:
        keep(session=session, reader=reader, before=before)
    item = {
        "kind": kind,
        "key": row.pk,
        "session": session and session.pk,
        "about": about,
        "reader": reader,
        "sequence": sequence,
        "note": note,
    }
    gather(_send, (reader, item))


def _send(rows):
    to_each(send_word, rows)
