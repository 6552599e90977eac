"""Answers are written here: with a registration or a place in the queue, and changed until the event begins."""

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from webinars.exceptions import RegistrationRefused
from webinars.models import EventAnswers, Session

from .questions import answers_of, questions_of


def keep_answers(*, person, event, answers, now, by=None):
    """Write ``answers``, a dictionary by the keys of the questions, to those that ``person`` gave before.

    Called in the transaction of the registration. Raises ``RegistrationRefused`` while something is open that must be
    answered, so nobody comes in by a door that does not ask. ``by`` is who answers for them.
    """
    asked = questions_of(event)
    if not asked:
        return
    given = {**answers_of(person, event), **(answers or {})}
    if any(question.required and not given.get(question.key) for question in asked):
        raise RegistrationRefused(_("Answer the questions of this event, please."))
    if answers:
        _write(person, event, asked, given, now=now, by=by or person)


@transaction.atomic
def change_answers(*, person, event, answers, now):
    """Answer anew, while something is to come. Raises ``RegistrationRefused``."""
    if not may_change(person, event, now=now):
        raise RegistrationRefused(_("This event has begun, so the answers stay as they are."))
    keep_answers(person=person, event=event, answers=answers, now=now)


def may_change(person, event, *, now):
    """True until the last date begins for which ``person`` has a seat or waits."""
    to_come = sessions_with(person).scheduled().filter(starts_at__gt=now)
    return to_come.filter(event__translation_key=event.translation_key).exists()


def sessions_with(person):
    """The sessions in which ``person`` has a seat, waits or asked for one."""
    parts = [person.registrations.active(), person.waiting_places.open(), person.seat_requests.waiting()]
    return Session.objects.filter(Q.create([("pk__in", rows.values("session")) for rows in parts], connector=Q.OR))


def _write(person, event, asked, given, *, now, by):
    rows = [[question.key, question.text, given.get(question.key, "")] for question in asked]
    kept, _new = EventAnswers.objects.update_or_create(
        person=person, event_key=event.translation_key, defaults={"answers": rows, "saved_at": now}
    )
    log(kept, "webinars.answers.save", user=by.user)  # that they were saved, never what they say
