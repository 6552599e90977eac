"""What the log says of the queue for a cohort: every offer with the rule by which it was somebody's turn."""

from django.utils.translation import gettext_lazy as _

from people.queues.words import register_words

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


def log_actions(actions):
    for name, label, message in ACTIONS:
        actions.register_action(name, label, message)
    register_words(actions, "courses.queue")
