"""Agenda and secretary before a working meeting, minutes with decisions after it, approved by who leads it."""

from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from webinars.exceptions import MinutesRefused
from webinars.models import MeetingDecision
from webinars.tasks import send_meeting_mail

from .access import invited_people, sessions_of
from .inviting import locked_meeting


@transaction.atomic
def prepare(*, event, agenda, secretary, by):
    """Say what is talked about and who writes it down."""
    meeting = locked_meeting(event)
    meeting.agenda, meeting.secretary = agenda, secretary
    meeting.save(update_fields=["agenda", "secretary"])
    log(event, "webinars.meeting.prepare", user=by)
    return meeting


@transaction.atomic
def write(*, event, minutes, decisions, seen, by, now):
    """Keep the minutes with all their ``decisions``, dictionaries with text, who and due_on.

    ``seen`` is the ``written_at`` that the writer had before them: who saves over words they have not read is refused.
    """
    meeting = locked_meeting(event)
    if not sessions_of(event).scheduled().filter(starts_at__lte=now).exists():
        raise MinutesRefused(_("The meeting has not begun, so there is nothing to write down yet."))
    if meeting.is_approved:
        raise MinutesRefused(_("These minutes are approved. Take the approval back to change them."))
    if meeting.written_at != seen:
        raise MinutesRefused(
            _("Somebody else saved these minutes meanwhile. Compare, then save again."), overtaken=True
        )
    meeting.minutes, meeting.written_at = minutes, now
    meeting.save(update_fields=["minutes", "written_at"])
    meeting.decisions.all().delete()
    rows = [MeetingDecision(meeting=meeting, place=place, **said) for place, said in enumerate(decisions)]
    MeetingDecision.objects.bulk_create(rows)
    log(event, "webinars.meeting.write", user=by)  # that it was written, never what
    return meeting


@transaction.atomic
def approve(*, event, seen, by, now):
    """Let everybody invited read the minutes as they were ``seen``, and tell them. Twice is as good as once."""
    meeting = locked_meeting(event)
    if meeting.is_approved:
        return meeting
    if not meeting.minutes:
        raise MinutesRefused(_("Nothing is written yet."))
    if meeting.written_at != seen:
        raise MinutesRefused(_("The minutes were changed meanwhile. Read them again before you approve them."))
    meeting.approved_at = now
    meeting.save(update_fields=["approved_at"])
    log(event, "webinars.meeting.approve", user=by)
    for person in invited_people(event):
        send_meeting_mail.enqueue("minutes", person.pk, event.pk)
    return meeting


@transaction.atomic
def reopen(*, event, by):
    """Take the approval back, to correct something: until it is given anew only those who keep the minutes see them."""
    meeting = locked_meeting(event)
    if meeting.is_approved:
        meeting.approved_at = None
        meeting.save(update_fields=["approved_at"])
        log(event, "webinars.meeting.reopen", user=by)
    return meeting
