"""What the log says of the queue for a cohort: every offer with the rule by which it was somebody's turn."""

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import LogFormatter

from courses.models import QueuePlace

ACTIONS = [
    ("courses.queue.join", _("Join the queue for a cohort"), _("Joined the queue for a cohort")),
    ("courses.queue.pause", _("Pause a queue"), _("Queue paused, as the cohort is cancelled")),
    ("courses.queue.accepted", _("Take the place that is held"), _("Took the place that was held")),
    ("courses.queue.other_way", _("Come in another way than by the queue"), _("Came in another way than by the queue")),
    ("courses.queue.left", _("Leave the queue for a cohort"), _("Left the queue for a cohort")),
    ("courses.queue.declined", _("Decline the place that is held"), _("Declined the place that was held")),
    ("courses.queue.expired", _("Let an offer end"), _("Offer ended without an answer")),
    ("courses.queue.closed", _("Close a queue"), _("Queue closed, as the cohort began")),
]


def offer_words(rule, reason=""):
    """Why it was somebody's turn: the rule, and what the coordinator wrote who called them."""
    words = str(QueuePlace.Rule(rule).label)
    return f"{words}: {reason}" if reason else words


class Offered(LogFormatter):
    label = _("Offer a place to who waits")

    def format_message(self, log_entry):
        why = offer_words(log_entry.data["rule"], log_entry.data.get("reason", ""))
        return gettext("Place offered – %(why)s") % {"why": why}


class Called(LogFormatter):
    label = _("Call somebody ahead of the queue")

    def format_message(self, log_entry):
        return gettext("Called ahead of the queue: %(reason)s") % {"reason": log_entry.data["reason"]}


def log_actions(actions):
    for name, label, message in ACTIONS:
        actions.register_action(name, label, message)
    actions.register_action("courses.queue.offer")(Offered)
    actions.register_action("courses.queue.call")(Called)
