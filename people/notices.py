"""What apps above have to say about a person to who looks after people, on the person’s page in the admin."""

from dataclasses import dataclass, field

TELLERS = []


@dataclass(frozen=True)
class Notice:
    """Something to know, ``facts`` as pairs, and what to do; ``url`` leads to it where the reader may follow."""

    text: str
    facts: list = field(default_factory=list)
    advice: str = ""
    url: str = ""


def notices(function):
    """Register a function ``(person, user)`` that yields a ``Notice`` for each thing ``user`` should know."""
    TELLERS.append(function)
    return function


def notices_about(person, user):
    return [notice for teller in TELLERS for notice in teller(person, user)]
