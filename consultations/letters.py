"""What the two hear of a consultation: a mail each, from what is true when it leaves, with the entry of their own."""

from datetime import datetime

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, gettext, override

from calendars import outbox
from calendars.replies import taker
from content import wording
from people.addresses import absolute_reverse
from webinars.answers import keep_answer
from webinars.private import page_by

from .entries import entry_of
from .models import KEEPER, Consultation


@page_by(KEEPER)
def path_of(session):
    return reverse("consultation", args=[session.public_id])


taker(KEEPER)(keep_answer)  # who booked has a seat; the trainer answers in vain


@outbox.writer(KEEPER)
def write(invitation, *, about, told, now):
    """The letter to one of the two. None for what is over, has been overtaken, or is nothing new."""
    person = invitation.person
    consultation = find(invitation.uid)
    if not person.email or consultation is None or consultation.session.is_over(now=now):
        return None
    if consultation.session.is_cancelled != (about == invitation.About.CANCELLED):
        return None
    facts = facts_of(consultation.session)
    if about == invitation.About.CHANGED and told == facts:
        return None
    with override(person.language):
        subject, text = words(consultation, person=person, about=str(about), note=invitation.note, told=told)
        entry = entry_of(consultation, person=person)
    answer = consultation.answer.upper() if person == consultation.person else ""
    return outbox.Letter(subject=subject, text=text, entry=entry, told=facts, answer=answer or "ACCEPTED")


def find(uid):
    """The consultation whose entries have this ``uid``, or None."""
    public_id = uid[len("session-") :].partition("@")[0]
    return Consultation.objects.with_people().with_answer().filter(session__public_id=public_id).first()


def words(consultation, *, person, about, note, told):
    """Subject and text for ``person``, who was told ``told`` before; the news stands in the first line."""
    session, other = consultation.session, consultation.other(person)
    subjects = {
        "registered": gettext("Consultation booked: %(name)s"),
        "changed": gettext("Consultation moved: %(name)s"),
        "restored": gettext("Consultation takes place after all: %(name)s"),
        "cancelled": gettext("Consultation cancelled: %(name)s"),
    }
    context = {
        "about": about,
        "person": person,
        "other": other,
        "giving": person == consultation.trainer,
        "consultation": consultation,
        "session": session,
        "reason": note,
        "before": _before(told),
        "page_url": absolute_reverse("consultation", session.public_id, language=get_language()),
        "book_url": absolute_reverse("consultation_times", consultation.offer.public_id, language=get_language()),
        "join_url": absolute_reverse("session_join", session.public_id, language=get_language()),
    }
    text = render_to_string("consultations/emails/news.txt", context).strip() + "\n"
    return " ".join((subjects[about] % {"name": other.display_name}).split()), text


def facts_of(session):
    """What a mail names that may change."""
    return {"starts_at": session.starts_at.isoformat(), "ends_at": session.ends_at.isoformat()}


def _before(told):
    """The time that was told last, in words; empty if none was."""
    if not told:
        return ""
    starts, ends = (datetime.fromisoformat(told[name]) for name in ("starts_at", "ends_at"))
    return wording.moments(starts, ends, now=timezone.now())
