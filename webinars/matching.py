"""Who the people in a file are: by e-mail, by phone, by name, or as somebody decided before. Writes nothing."""

import hashlib
from collections import Counter, defaultdict
from dataclasses import dataclass

from people.models import Person

from .models import ImportedPerson, RememberedMatch
from .names import keys

How = ImportedPerson.How
PHONE_DIGITS = 9  # of a Ukrainian number, without the country and the zero before it
MOST_SUGGESTIONS = 4
CHUNK = 400


@dataclass(frozen=True)
class Match:
    """``how`` is empty where a person must decide; then ``suggestions`` are keys of those it may be, best first."""

    person: int | None = None
    how: str = ""
    suggestions: tuple = ()


def digits(phone):
    """The part of a phone number that is the same however it is written; nothing where it is too short to tell."""
    found = "".join(sign for sign in phone if sign.isdigit())
    return found[-PHONE_DIGITS:] if len(found) >= PHONE_DIGITS else ""


def memory_key(row, *, event_id):
    """Under which word a decision about ``row`` is remembered: a hash, for strangers are among them.

    A name is not the same person everywhere, so it holds within one event.
    """
    if row.email:
        said = f"email:{row.email}"
    elif number := digits(row.phone):
        said = f"phone:{number}"
    else:
        said = f"name:{event_id}:{' '.join(row.name.casefold().split())}"
    return hashlib.sha256(said.encode()).hexdigest()


def _is_whole(key):
    """True for a name and a surname; «Олена К.» may be many."""
    return len(key) > 1 and all(len(word) > 1 for word in key)


class Matcher:
    """Looks people up for one file, in a constant number of queries.

    ``seated`` are keys of those whom one expects in it. What was decided before counts for files of an event only.
    """

    def __init__(self, rows, *, seated, event_id=None):
        self.event_id = event_id
        self.remembered = self._memories(rows) if event_id else {}
        self.seated = set(seated)
        self.emails, self.phones = {}, defaultdict(set)
        self.named, self.holding, self.by_key = defaultdict(set), defaultdict(set), {}
        for pk, legal, display, email, phone in Person.objects.values_list(
            "pk", "legal_name", "display_name", "email", "phone"
        ):
            self._know(pk, {legal, display}, email, phone)

    def _memories(self, rows):
        wanted, found = sorted({memory_key(row, event_id=self.event_id) for row in rows}), {}
        for start in range(0, len(wanted), CHUNK):
            memories = RememberedMatch.objects.filter(key__in=wanted[start : start + CHUNK])
            found.update(memories.values_list("key", "person_id"))
        return found

    def _know(self, pk, names, email, phone):
        if email:
            self.emails[email.lower()] = pk
        if number := digits(phone):
            self.phones[number].add(pk)
        self.by_key[pk] = set().union(*map(keys, names))
        for key in self.by_key[pk]:
            self.named[key].add(pk)
            for word in key:
                self.holding[word].add(pk)

    def match(self, row):
        """The match of one row (name, e-mail, phone). Names alone are believed only of those who have a seat."""
        if (key := memory_key(row, event_id=self.event_id)) in self.remembered:
            return Match(self.remembered[key], How.REMEMBERED)
        if row.email and row.email in self.emails:
            return Match(self.emails[row.email], How.EMAIL)
        found = self.phones.get(digits(row.phone), ())
        if len(found) == 1:
            return Match(*found, How.PHONE)
        wanted = keys(row.name)
        same = set().union(*(self.named[key] for key in wanted if len(key) > 1 and key in self.named))
        whole = set().union(*(self.named[key] for key in wanted if _is_whole(key) and key in self.named))
        sure = whole & self.seated
        if len(same) == len(sure) == 1 and not row.email:
            return Match(*sure, How.NAME)
        return Match(suggestions=self._suggested(wanted, same | set(found)))

    def _suggested(self, wanted, same):
        """Those with this very name or phone, then those with a seat who share words of it, then others with two."""
        shared = Counter()
        for word in {word for key in wanted for word in key}:
            shared.update(self.holding.get(word, ()))
        likely = {pk for pk, number in shared.items() if number > 1 or pk in self.seated} | same
        ranked = sorted(likely, key=lambda pk: (pk not in same, pk not in self.seated, -shared[pk], pk))
        return tuple(ranked[:MOST_SUGGESTIONS])
