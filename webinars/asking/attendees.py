"""Who comes to a session and what they answered, for its host and those who schedule: on a page, as a file."""

import csv
import io

from django.utils import timezone
from django.utils.translation import gettext as _

from people.alphabet import Alphabetically
from people.sheets import harmless
from webinars.models import EventAnswers
from webinars.spreadsheets import written

from .questions import questions_of


def table_of(session):
    """(headings, rows): who has a seat, who waits for one, who asks for one; their answers stand under the questions.

    What was answered to a question that is not asked any more stands at the end, in the words it was asked in.
    """
    seats = session.registrations.active().select_related("person").order_by(Alphabetically("person__legal_name"), "pk")
    places = session.waiting_places.open().select_related("person").order_by("joined_at", "pk")
    requests = session.requests.waiting().select_related("person").order_by("asked_at", "pk")
    people = [(row.person, _("registered"), row.created_at) for row in seats]
    people += [(row.person, _("in the queue"), row.joined_at) for row in places]
    people += [(row.person, _("asks for a seat"), row.asked_at) for row in requests]
    questions, said = _questions(session, [person for person, _state, _since in people])
    heads = [_("Full name"), _("E-mail"), _("State"), _("Since (Kyiv time)"), *questions.values()]
    return heads, [
        [
            person.legal_name,
            person.email,
            state,
            f"{timezone.localtime(since):%Y-%m-%d %H:%M}",
            *(said.get(person.pk, {}).get(key, "").replace("\n", "; ") for key in questions),
        ]
        for person, state, since in people
    ]


def _questions(session, people):
    """Questions by their keys, and the answers of ``people`` by person and key."""
    kept = EventAnswers.objects.filter(event_key=session.event.translation_key, person__in=people)
    rows = list(kept.order_by("pk"))
    asked = {question.key: question.label for question in questions_of(session.event)}
    former = {key: question for row in rows for key, question, answer in row.answers if answer and key not in asked}
    return asked | former, {row.person_id: row.by_key for row in rows}


def as_csv(session):
    """UTF-8 with a byte-order mark: without it Excel reads Ukrainian as gibberish."""
    heads, rows = table_of(session)
    text = io.StringIO()
    csv.writer(text).writerows([[harmless(cell) for cell in row] for row in [heads, *rows]])
    return text.getvalue().encode("utf-8-sig")


def as_xlsx(session):
    heads, rows = table_of(session)
    return written(title=_("Attendees"), heads=heads, rows=rows)
