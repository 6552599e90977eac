"""What a host does with a question: hide it, show it again, leave it, answer it, open it again. At any time."""

from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from webinars.exceptions import BoardRefused
from webinars.models import RoomQuestion

from .boards import locked


def hide(*, question, by, now):
    """Only its author and the hosts see it from now on."""
    return _change(question, "webinars.question.hide", by=by, hidden_at=now, hidden_by=by)


def show(*, question, by, now):
    """Everybody sees it again; what was reported of it is settled."""
    return _change(question, "webinars.question.show", by=by, hidden_at=None, hidden_by=None, kept_at=now)


def keep(*, question, by, now):
    """It stays as it is: what was reported of it until now is settled."""
    return _change(question, "webinars.question.keep", by=by, kept_at=now)


def answer(*, question, by, now, text=""):
    """Answered, in words here or, without ``text``, aloud in the room."""
    return _change(question, "webinars.question.answer", by=by, answer=text, answered_at=now)


def reopen(*, question, by, now):
    """It waits for an answer again."""
    return _change(question, "webinars.question.reopen", by=by, answer="", answered_at=None)


@transaction.atomic
def _change(question, action, *, by, **values):
    locked(question.session)
    question = RoomQuestion.objects.get(pk=question.pk)
    if question.withdrawn_at:
        raise BoardRefused(_("This question was taken back meanwhile."))
    for name, value in values.items():
        setattr(question, name, value)
    question.save(update_fields=list(values))
    log(question, action, user=by)
    return question
