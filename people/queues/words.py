"""What the log says of a queue: every offer with the rule by which it was somebody's turn."""

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import LogFormatter

from people.waiting import PlaceInQueue


def offer_words(rule, reason=""):
    """Why it was somebody's turn: the rule, and what the coordinator wrote who called them."""
    words = str(PlaceInQueue.Rule(rule).label)
    return f"{words}: {reason}" if reason else words


class Offered(LogFormatter):
    label = _("Offer a place to who waits")

    def format_message(self, log_entry):
        rule = log_entry.data.get("rule", PlaceInQueue.Rule.ORDER)  # once there was no other
        why = offer_words(rule, log_entry.data.get("reason", ""))
        return gettext("Place offered – %(why)s") % {"why": why}


class Called(LogFormatter):
    label = _("Call somebody ahead of the queue")

    def format_message(self, log_entry):
        return gettext("Called ahead of the queue: %(reason)s") % {"reason": log_entry.data["reason"]}


def register_words(actions, log_name):
    actions.register_action(f"{log_name}.offer")(Offered)
    actions.register_action(f"{log_name}.call")(Called)
