"""The board of a session: who may read and write on it, the lock of its writers, its version, the substitute."""

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from webinars.access import OPEN_AFTERWARDS
from webinars.exceptions import BoardRefused
from webinars.models import Board, Session


def is_open(session, *, now):
    """May people ask, vote and answer? From the announcement until the doors of the room close."""
    return session.state == Session.State.SCHEDULED and now <= session.ends_at + OPEN_AFTERWARDS


def check_open(session, *, now):
    if not is_open(session, now=now):
        raise BoardRefused(_("Nothing can be written here now; what stands here can be read."))


def board_of(session):
    """The board as it is, perhaps not written yet."""
    return Board.objects.filter(session=session).first() or Board(session=session)


def locked(session):
    """The board of ``session``, its row held until the transaction ends, and readers told that something changed.

    Call it first in each verb that writes: one that refuses afterwards rolls the version back.
    """
    board, _made = Board.objects.get_or_create(session=session)
    board = Board.objects.select_for_update().get(pk=board.pk)
    Board.objects.filter(pk=board.pk).update(version=F("version") + 1)
    return board


@transaction.atomic
def set_substitute(*, session, substitute, note, by):
    """Where people meet when the room server is away; empty means nowhere."""
    board = locked(session)
    if (board.substitute, board.substitute_note) != (substitute, note):
        board.substitute, board.substitute_note = substitute, note
        board.save(update_fields=["substitute", "substitute_note"])
        log(session, "webinars.board.substitute", user=by)
    return board
