"""What events tell Wagtail's admin: names of logged actions, and which pages may not be deleted."""

from django.utils.translation import gettext_lazy
from wagtail import hooks

from content.deletion import keep_pages

from .models import Session, SessionSeries

for records in (Session, SessionSeries):
    keep_pages(
        records,
        "event",
        reason=gettext_lazy("“%(title)s” has sessions, which are records. Unpublish it instead of deleting it."),
    )

ACTIONS = [
    ("webinars.session.draft", gettext_lazy("Draft session"), gettext_lazy("Session drafted")),
    ("webinars.session.schedule", gettext_lazy("Announce session"), gettext_lazy("Session announced")),
    ("webinars.session.reschedule", gettext_lazy("Change session"), gettext_lazy("Session changed")),
    ("webinars.session.cancel", gettext_lazy("Cancel session"), gettext_lazy("Session cancelled")),
    ("webinars.session.restore", gettext_lazy("Restore session"), gettext_lazy("Session restored")),
    ("webinars.series.make", gettext_lazy("Make series"), gettext_lazy("Series made")),
    ("webinars.series.change", gettext_lazy("Change series"), gettext_lazy("Series changed")),
    ("webinars.travel.write", gettext_lazy("Write travel information"), gettext_lazy("Travel information written")),
    ("webinars.contacts.read", gettext_lazy("Read emergency contacts"), gettext_lazy("Emergency contacts read")),
    ("webinars.film.write", gettext_lazy("Write film and questions"), gettext_lazy("Film and questions written")),
    ("webinars.meeting.invite", gettext_lazy("Invite to a meeting"), gettext_lazy("Invited to the meeting")),
    ("webinars.meeting.uninvite", gettext_lazy("Take an invitation back"), gettext_lazy("Invitation taken back")),
    ("webinars.meeting.answer", gettext_lazy("Answer an invitation"), gettext_lazy("Invitation answered")),
    ("webinars.meeting.prepare", gettext_lazy("Prepare a meeting"), gettext_lazy("Agenda and secretary saved")),
    ("webinars.meeting.write", gettext_lazy("Write minutes"), gettext_lazy("Minutes written")),
    ("webinars.meeting.approve", gettext_lazy("Approve minutes"), gettext_lazy("Minutes approved")),
    ("webinars.meeting.reopen", gettext_lazy("Reopen minutes"), gettext_lazy("Approval of minutes taken back")),
    ("webinars.register", gettext_lazy("Register"), gettext_lazy("Registered")),
    ("webinars.withdraw", gettext_lazy("Cancel registration"), gettext_lazy("Registration cancelled")),
    ("webinars.answers.save", gettext_lazy("Answer the questions of an event"), gettext_lazy("Questions answered")),
    ("webinars.answer", gettext_lazy("Answer from the calendar"), gettext_lazy("Answered from the calendar")),
    ("webinars.request.send", gettext_lazy("Ask for a seat"), gettext_lazy("Seat asked for")),
    ("webinars.request.take_back", gettext_lazy("Take the request back"), gettext_lazy("Request taken back")),
    ("webinars.request.approved", gettext_lazy("Approve the request"), gettext_lazy("Request approved")),
    ("webinars.request.declined", gettext_lazy("Decline the request"), gettext_lazy("Request declined")),
    ("webinars.waiting.join", gettext_lazy("Join the queue"), gettext_lazy("Joined the queue")),
    ("webinars.waiting.offer", gettext_lazy("Offer a seat"), gettext_lazy("Seat offered")),
    ("webinars.waiting.pause", gettext_lazy("Pause the queue"), gettext_lazy("Queue paused: the session is cancelled")),
    ("webinars.waiting.accepted", gettext_lazy("Take the seat"), gettext_lazy("Offered seat taken")),
    ("webinars.waiting.left", gettext_lazy("Leave the queue"), gettext_lazy("Left the queue")),
    ("webinars.waiting.declined", gettext_lazy("Decline the seat"), gettext_lazy("Offered seat declined")),
    ("webinars.waiting.expired", gettext_lazy("Let an offer expire"), gettext_lazy("Offer expired")),
    ("webinars.waiting.closed", gettext_lazy("Close the queue"), gettext_lazy("Session over, queue closed")),
    ("webinars.attendance.unmark", gettext_lazy("Take a mark back"), gettext_lazy("Mark on the sheet taken back")),
    ("webinars.check_in.take_back", gettext_lazy("Take a check-in back"), gettext_lazy("Check-in taken back")),
    ("webinars.attendance.correct", gettext_lazy("Correct attendance"), gettext_lazy("Attendance corrected")),
    ("webinars.attendance.anew", gettext_lazy("Decide anew"), gettext_lazy("Attendance decided anew")),
    ("webinars.rule.change", gettext_lazy("Change the attendance rule"), gettext_lazy("Attendance rule changed")),
    ("webinars.outage.declare", gettext_lazy("Declare an outage"), gettext_lazy("Outage declared")),
    ("webinars.import.confirm", gettext_lazy("Import attendance"), gettext_lazy("Attendance imported")),
    ("webinars.import.undo", gettext_lazy("Take an import back"), gettext_lazy("Import of attendance taken back")),
    ("webinars.outage.withdraw", gettext_lazy("Take an outage back"), gettext_lazy("Outage taken back")),
]


@hooks.register("register_log_actions")
def log_actions(actions):
    for name, label, message in ACTIONS:
        actions.register_action(name, label, message)
