"""What events tell Wagtail's admin: names of logged actions, and which pages may not be deleted."""

from django.utils.translation import gettext_lazy
from wagtail import hooks

from content.deletion import keep_pages
from people.queues.words import register_words

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
    ("webinars.series.announce", gettext_lazy("Announce series"), gettext_lazy("Drafts of the series announced")),
    ("webinars.series.lengthen", gettext_lazy("Add dates to a series"), gettext_lazy("Dates added to the series")),
    ("webinars.series.change", gettext_lazy("Change series"), gettext_lazy("Series changed")),
    ("webinars.travel.write", gettext_lazy("Write travel information"), gettext_lazy("Travel information written")),
    ("webinars.contacts.read", gettext_lazy("Read emergency contacts"), gettext_lazy("Emergency contacts read")),
    ("webinars.film.write", gettext_lazy("Write film and questions"), gettext_lazy("Film and questions written")),
    ("webinars.master_class.write", gettext_lazy("Write what to bring"), gettext_lazy("What to bring written")),
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
    ("webinars.organization.name", gettext_lazy("Send a person"), gettext_lazy("Named by an organization")),
    ("webinars.organization.decline", gettext_lazy("Decline"), gettext_lazy("Invitation of an organization declined")),
    ("webinars.organization.take_back", gettext_lazy("Take back"), gettext_lazy("Taken back by the organization")),
    ("webinars.guests.open", gettext_lazy("Open to guests"), gettext_lazy("Registration without an account opened")),
    ("webinars.guests.close", gettext_lazy("Shut to guests"), gettext_lazy("Registration without an account shut")),
    ("webinars.guests.come", gettext_lazy("Come by link"), gettext_lazy("Came by link")),
    ("webinars.waiting.join", gettext_lazy("Join the queue"), gettext_lazy("Joined the queue")),
    ("webinars.waiting.pause", gettext_lazy("Pause the queue"), gettext_lazy("Queue paused: the session is cancelled")),
    ("webinars.waiting.accepted", gettext_lazy("Take the seat"), gettext_lazy("Offered seat taken")),
    ("webinars.waiting.left", gettext_lazy("Leave the queue"), gettext_lazy("Left the queue")),
    ("webinars.waiting.declined", gettext_lazy("Decline the seat"), gettext_lazy("Offered seat declined")),
    ("webinars.waiting.expired", gettext_lazy("Let an offer expire"), gettext_lazy("Offer expired")),
    ("webinars.waiting.closed", gettext_lazy("Close the queue"), gettext_lazy("Session over, queue closed")),
    ("webinars.attendance.unmark", gettext_lazy("Take a mark back"), gettext_lazy("Mark on the sheet taken back")),
    ("webinars.signed.add", gettext_lazy("Attach a signed sheet"), gettext_lazy("Signed sheet attached")),
    ("webinars.signed.read", gettext_lazy("Open a signed sheet"), gettext_lazy("Signed sheet opened")),
    ("webinars.signed.withdraw", gettext_lazy("Take a signed sheet back"), gettext_lazy("Signed sheet taken back")),
    ("webinars.later.open", gettext_lazy("Open attending afterwards"), gettext_lazy("Attending afterwards opened")),
    ("webinars.later.close", gettext_lazy("Close attending afterwards"), gettext_lazy("Attending afterwards closed")),
    ("webinars.check_in.take_back", gettext_lazy("Take a check-in back"), gettext_lazy("Check-in taken back")),
    ("webinars.self_check_in.open", gettext_lazy("Open self check-in"), gettext_lazy("Self check-in opened")),
    ("webinars.self_check_in.close", gettext_lazy("Close self check-in"), gettext_lazy("Self check-in closed")),
    ("webinars.attendance.correct", gettext_lazy("Correct attendance"), gettext_lazy("Attendance corrected")),
    ("webinars.attendance.anew", gettext_lazy("Decide anew"), gettext_lazy("Attendance decided anew")),
    ("webinars.rule.change", gettext_lazy("Change the attendance rule"), gettext_lazy("Attendance rule changed")),
    ("webinars.outage.declare", gettext_lazy("Declare an outage"), gettext_lazy("Outage declared")),
    ("webinars.import.confirm", gettext_lazy("Import attendance"), gettext_lazy("Attendance imported")),
    ("webinars.import.undo", gettext_lazy("Take an import back"), gettext_lazy("Import of attendance taken back")),
    ("webinars.board.substitute", gettext_lazy("Set the substitute room"), gettext_lazy("Substitute room set")),
    ("webinars.question.take_back", gettext_lazy("Take a question back"), gettext_lazy("Question taken back")),
    ("webinars.question.hide", gettext_lazy("Hide a question"), gettext_lazy("Question hidden")),
    ("webinars.question.show", gettext_lazy("Show a question again"), gettext_lazy("Question shown again")),
    ("webinars.question.keep", gettext_lazy("Leave a question"), gettext_lazy("Question left as it is")),
    ("webinars.question.answer", gettext_lazy("Answer a question"), gettext_lazy("Question answered")),
    ("webinars.question.reopen", gettext_lazy("Open a question again"), gettext_lazy("Question opened again")),
    ("webinars.room.kick", gettext_lazy("Put somebody out of the room"), gettext_lazy("Somebody put out of the room")),
    ("webinars.room.say", gettext_lazy("Say to everybody in the room"), gettext_lazy("Said to everybody in the room")),
    ("webinars.room.end", gettext_lazy("End the meeting"), gettext_lazy("Meeting ended for everybody")),
    ("webinars.recording.add", gettext_lazy("Add a recording"), gettext_lazy("Recording added")),
    ("webinars.recording.change", gettext_lazy("Change a recording"), gettext_lazy("Recording changed")),
    ("webinars.recording.remove", gettext_lazy("Remove a recording"), gettext_lazy("Recording removed")),
    ("webinars.poll.prepare", gettext_lazy("Prepare a poll"), gettext_lazy("Poll prepared")),
    ("webinars.poll.discard", gettext_lazy("Delete a poll"), gettext_lazy("Poll deleted")),
    ("webinars.poll.open", gettext_lazy("Open a poll"), gettext_lazy("Poll opened")),
    ("webinars.poll.close", gettext_lazy("Close a poll"), gettext_lazy("Poll closed")),
    ("webinars.poll.show", gettext_lazy("Show results of a poll"), gettext_lazy("Results of a poll shown")),
    ("webinars.material.add", gettext_lazy("Add a material"), gettext_lazy("Material added")),
    ("webinars.material.remove", gettext_lazy("Take a material off"), gettext_lazy("Material taken off")),
    ("webinars.outage.withdraw", gettext_lazy("Take an outage back"), gettext_lazy("Outage taken back")),
]


@hooks.register("register_log_actions")
def log_actions(actions):
    for name, label, message in ACTIONS:
        actions.register_action(name, label, message)
    register_words(actions, "webinars.waiting")
