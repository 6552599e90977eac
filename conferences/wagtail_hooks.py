"""What programmes tell Wagtail's admin: names of logged actions, and which pages may not be deleted."""

from django.utils.translation import gettext_lazy
from wagtail import hooks

from content.deletion import keep_pages

from .models import Programme

keep_pages(
    Programme,
    "event",
    reason=gettext_lazy("“%(title)s” has a programme, which is a record. Unpublish it instead of deleting it."),
)

ACTIONS = [
    ("conferences.item.schedule", gettext_lazy("Schedule item"), gettext_lazy("Item scheduled")),
    ("conferences.item.unschedule", gettext_lazy("Take off the timetable"), gettext_lazy("Item off the timetable")),
    ("conferences.import", gettext_lazy("Import a programme"), gettext_lazy("Programme imported")),
    ("conferences.proposal.send", gettext_lazy("Send a proposal"), gettext_lazy("Proposal sent")),
    ("conferences.proposal.withdraw", gettext_lazy("Withdraw a proposal"), gettext_lazy("Proposal withdrawn")),
    ("conferences.proposal.accepted", gettext_lazy("Accept a proposal"), gettext_lazy("Proposal accepted")),
    ("conferences.proposal.declined", gettext_lazy("Decline a proposal"), gettext_lazy("Proposal declined")),
    ("conferences.proposal.undo", gettext_lazy("Undo a decision"), gettext_lazy("Decision undone")),
    ("conferences.proposal.tell", gettext_lazy("Tell the proposer"), gettext_lazy("Proposer told")),
    ("conferences.speaker.invite", gettext_lazy("Ask a speaker"), gettext_lazy("Speaker asked")),
    ("conferences.speaker.answer", gettext_lazy("Complete one’s card"), gettext_lazy("Speaker answered")),
    ("conferences.release", gettext_lazy("Release programme"), gettext_lazy("Programme released")),
]


@hooks.register("register_log_actions")
def log_actions(actions):
    for name, label, message in ACTIONS:
        actions.register_action(name, label, message)
