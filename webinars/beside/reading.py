"""What one person reads beside the room, in as many queries for many questions as for one."""

from dataclasses import dataclass

from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.utils.translation import get_language

from people.accounts import person_of
from webinars.access import role_for
from webinars.models import Poll, PollAnswer, RoomQuestion
from webinars.rooms import Role
from webinars.self_check_in import open_in

from .boards import board_of, is_open

A_PAGE = 20


@dataclass(frozen=True)
class Choice:
    """One answer of a poll: its words, how many chose it, and what share of all that is."""

    number: int
    words: str
    votes: int
    percent: int
    mine: bool


@dataclass(frozen=True)
class ShownPoll:
    """A poll as one reader meets it; ``counted`` is whether they see how many chose what."""

    poll: Poll
    choices: list
    total: int
    counted: bool
    answered: bool


def etag_of(session, *, user, role):
    """What of the board this reader has: it differs for another person, role, language or version."""
    board, person = board_of(session), person_of(user)
    return f'"{session.pk}-{board.version}-{person.pk}-{role}-{get_language()}"'


def board_context(request, session, *, now, in_room=False):
    """Everything that ``webinars/beside/panel.html`` shows; None for who has no part in the session."""
    role = role_for(user=request.user, session=session)
    if role is None:
        return None
    person, hosting = person_of(request.user), role is Role.HOST
    questions = questions_for(session, person=person, hosting=hosting)
    return {
        "session": session,
        "person": person,
        "hosting": hosting,
        "in_room": in_room,
        "board_open": is_open(session, now=now),
        "board_etag": etag_of(session, user=request.user, role=role),
        "materials": session.materials.all(),
        "polls": polls_for(session, person=person, hosting=hosting),
        "self_check_in": not hosting and open_in(session, now=now),
        "page_obj": Paginator(questions, A_PAGE).get_page(request.GET.get("page")),
    }


def questions_for(session, *, person, hosting):
    """Those this person may read, in turn: hidden ones only their own, or as a host."""
    questions = RoomQuestion.objects.standing().filter(session=session)
    if not hosting:
        questions = questions.filter(Q(hidden_at__isnull=True) | Q(person=person))
    return questions.with_marks(person).select_related("person").in_turn()


def polls_for(session, *, person, hosting):
    """What was opened, and for hosts what is prepared, the newest first. Two queries."""
    polls = session.polls.all() if hosting else session.polls.filter(opened_at__isnull=False)
    polls = list(polls.order_by("-made_at", "-pk"))
    answers = PollAnswer.objects.filter(poll__in=polls).order_by()
    counted = answers.values("poll", "choice").annotate(number=Count("pk"), own=Count("pk", filter=Q(person=person)))
    counts = {(row["poll"], row["choice"]): (row["number"], row["own"]) for row in counted}
    return [_shown(poll, counts, hosting=hosting) for poll in polls]


def _shown(poll, counts, *, hosting):
    rows = [counts.get((poll.pk, number), (0, 0)) for number in range(len(poll.options))]
    total = sum(number for number, _own in rows)
    choices = [
        Choice(number, words, votes, round(100 * votes / total) if total else 0, bool(own))
        for number, (words, (votes, own)) in enumerate(zip(poll.options, rows, strict=True))
    ]
    counted = poll.shown_at is not None or (hosting and not poll.is_prepared)
    return ShownPoll(poll, choices, total, counted, any(choice.mine for choice in choices))
