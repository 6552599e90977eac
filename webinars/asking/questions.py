"""What an event asks, and what a person has answered so far."""

from django.conf import settings
from django.utils.translation import get_language

from content.asking import AnswersForm, put
from webinars.models import EventAnswers, EventQuestion


def questions_of(event):
    """What ``event`` asks, in the active language where its words are there. One query.

    The page in the school's language says what is asked; pages in other languages say it in their words.
    """
    rows = EventQuestion.objects.filter(event__live=True, event__translation_key=event.translation_key)
    rows = list(rows.select_related("locale").order_by("event", "sort_order"))
    codes = [row.locale.language_code for row in rows]
    leading = settings.LANGUAGE_CODE if settings.LANGUAGE_CODE in codes else next(iter(codes), "")
    words = {row.translation_key: row for row in rows if row.locale.language_code == get_language()}
    return [
        put(row, key=str(row.translation_key), translated=words.get(row.translation_key))
        for row in rows
        if row.locale.language_code == leading
    ]


def answers_of(person, event):
    """What ``person`` answered to ``event``, by the keys of the questions."""
    kept = EventAnswers.objects.filter(person=person, event_key=event.translation_key).first()
    return kept.by_key if kept else {}


def lacks_answers(person, event):
    """True while ``person`` has not answered what must be answered before a seat is given."""
    asked = questions_of(event)
    known = answers_of(person, event) if asked else {}
    return any(question.required and not known.get(question.key) for question in asked)


def open_form(person, event, data=None):
    """The form of ``event`` if it asks something that ``person`` has not been asked yet, else None.

    ``data`` is what was sent; the form takes it only if the questions stood on the page it came from.
    """
    asked = questions_of(event)
    known = answers_of(person, event) if asked else {}
    if all(question.key in known for question in asked):
        return None
    sent = data if data is not None and "answered" in data else None
    return AnswersForm(sent, asked=asked, known=known)
