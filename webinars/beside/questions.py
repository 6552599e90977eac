"""Ask in a session, vote, report, take back. Who may is asked before, by ``access.role_for``."""

from datetime import timedelta

from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from webinars.exceptions import BoardRefused
from webinars.models import QuestionMark, RoomQuestion

from .boards import check_open, locked

MOST = 30  # questions of one person in a session
MOST_AT_ONCE, AT_ONCE = 5, timedelta(minutes=10)
Kind = QuestionMark.Kind


@transaction.atomic
def ask(*, session, person, text, now):
    """Ask ``text``; the same words of the same person again are the same question. Raises ``BoardRefused``."""
    locked(session)
    check_open(session, now=now)
    mine = RoomQuestion.objects.filter(session=session, person=person)
    if twin := mine.standing().filter(text=text).first():
        return twin
    if mine.filter(asked_at__gt=now - AT_ONCE).count() >= MOST_AT_ONCE:
        raise BoardRefused(_("You have asked several questions just now. Wait a few minutes with the next one."))
    if mine.count() >= MOST:
        raise BoardRefused(_("You have asked as many questions as one may in a session."))
    return RoomQuestion.objects.create(session=session, person=person, text=text, asked_at=now)


def vote(*, question, person, now):
    """«I want to know that too», once a person. Raises ``BoardRefused``."""
    return _mark(question=question, person=person, kind=Kind.VOTE, now=now)


def report(*, question, person, now):
    """Tell the hosts that it should not stand there, once a person. Raises ``BoardRefused``."""
    return _mark(question=question, person=person, kind=Kind.REPORT, now=now)


@transaction.atomic
def _mark(*, question, person, kind, now):
    question = _standing(question, now=now)
    if question.person_id == person.pk:
        raise BoardRefused(_("This is your own question."))
    if question.hidden_at:
        raise BoardRefused(_("This question is hidden now."))
    if kind == Kind.VOTE and question.answered_at:
        raise BoardRefused(_("This question is answered already."))
    mark, _made = question.marks.get_or_create(person=person, kind=kind, defaults={"made_at": now})
    return mark


@transaction.atomic
def take_vote_back(*, question, person, now):
    question = _standing(question, now=now)
    question.marks.filter(person=person, kind=Kind.VOTE).delete()


@transaction.atomic
def take_back(*, question, now):
    """Erase the words of one's own question and what was answered to them, whenever one wishes. Twice is once."""
    locked(question.session)
    question = RoomQuestion.objects.select_related("person").get(pk=question.pk)
    if question.withdrawn_at is None:
        question.text, question.answer, question.withdrawn_at = "", "", now
        question.save(update_fields=["text", "answer", "withdrawn_at"])
        log(question, "webinars.question.take_back", user=question.person.user)
    return question


def _standing(question, *, now):
    """The question as it is now, under the lock of its board."""
    locked(question.session)
    check_open(question.session, now=now)
    question = RoomQuestion.objects.get(pk=question.pk)
    if question.withdrawn_at:
        raise BoardRefused(_("This question was taken back meanwhile."))
    return question
