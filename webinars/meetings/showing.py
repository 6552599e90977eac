"""What the page of a working meeting says to those who may open it."""

from people.accounts import person_of

from .access import is_invited, keeps_minutes, meeting_of
from .inviting import answer_of


def meeting_context(user, *, event):
    """Agenda, one's own answer, and whether there are minutes to read or to write."""
    person, meeting = person_of(user) if user.is_authenticated else None, meeting_of(event)
    invited = bool(person) and is_invited(person=person, event=event)
    return {
        "kept": meeting,
        "invited": invited,
        "answer": answer_of(person, event) if invited else "",
        "keeps": keeps_minutes(user=user, event=event),
    }
