"""People are invited to a working meeting, say whether they come, and may be uninvited."""

from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from webinars.exceptions import RegistrationRefused
from webinars.models import Meeting, MeetingInvitation
from webinars.registration import register, withdraw
from webinars.tasks import send_meeting_mail

from .access import invited_people, is_invited, seats, sessions_of


@transaction.atomic
def invite(*, event, people=(), organizations=(), by, now):
    """Invite ``people`` and everybody in ``organizations``; returns those who are newly invited, and mails them.

    Who is invited already, by name or otherwise, hears nothing anew.
    """
    meeting = locked_meeting(event)
    known = set(invited_people(event).values_list("pk", flat=True))
    for person in people:
        MeetingInvitation.objects.get_or_create(meeting=meeting, person=person, defaults={"invited_at": now})
    for organization in organizations:
        named = {"meeting": meeting, "organization": organization}
        MeetingInvitation.objects.get_or_create(**named, defaults={"invited_at": now})
    new = list(invited_people(event).exclude(pk__in=known))
    log(event, "webinars.meeting.invite", user=by, data={"number": len(new)})  # the log of a page names nobody
    for person in new:
        send_meeting_mail.enqueue("invited", person.pk, event.pk)
    return new


@transaction.atomic
def uninvite(*, invitation, event, by, now):
    """Take an invitation back. Whoever is not invited any more gives back the seats in what is to come."""
    locked_meeting(event)
    invitation.delete()
    log(event, "webinars.meeting.uninvite", user=by)
    taken = seats(event).filter(session__ends_at__gt=now).exclude(person__in=invited_people(event).order_by())
    for seat in taken.select_related("person__user", "session"):
        withdraw(person=seat.person, session=seat.session, now=now)


@transaction.atomic
def answer(*, person, event, comes, note="", now):
    """Say yes, which takes a seat in every date to come, or no, which gives them back. May be said anew."""
    meeting = locked_meeting(event)
    if not is_invited(person=person, event=event):
        raise RegistrationRefused(_("You are not invited to this meeting."))
    open_dates = list(sessions_of(event).scheduled().upcoming(now=now))
    if not open_dates:
        raise RegistrationRefused(_("There is no date to answer about at the moment."))
    for session in open_dates:
        (register if comes else withdraw)(person=person, session=session, now=now)
    said = {"comes": comes, "note": note, "answered_at": now}
    given, _new = meeting.answers.update_or_create(person=person, defaults=said)
    log(event, "webinars.meeting.answer", user=person.user)
    return given


def locked_meeting(event):
    """Its row, held until the transaction ends; made if nothing was kept yet."""
    Meeting.objects.get_or_create(event_key=event.translation_key)
    return Meeting.objects.select_for_update().get(event_key=event.translation_key)


def answers_to(event):
    """(person, «yes», «no» or nothing, note) of everybody invited: a seat is a yes, an answer without one a no."""
    coming = set(seats(event).values_list("person", flat=True))
    meeting = Meeting.objects.filter(event_key=event.translation_key).first()
    said = {row.person_id: row for row in meeting.answers.all()} if meeting else {}
    return [
        (person, _state(person, coming, said), said[person.pk].note if person.pk in said else "")
        for person in invited_people(event)
    ]


def answer_of(person, event):
    """«yes», «no» or nothing, as in ``answers_to``."""
    if seats(event).filter(person=person).exists():
        return "yes"
    answered = Meeting.objects.filter(event_key=event.translation_key, answers__person=person).exists()
    return "no" if answered else ""


def _state(person, coming, said):
    return "yes" if person.pk in coming else "no" if person.pk in said else ""
