"""What consultations tell Wagtail's admin: names of logged actions, and which pages may not be deleted."""

from django.utils.translation import gettext_lazy
from wagtail import hooks

from content.deletion import keep_pages

from .models import Offer

keep_pages(
    Offer,
    "event",
    reason=gettext_lazy("“%(title)s” announces consultations of trainers. Unpublish it instead of deleting it."),
)

ACTIONS = [
    ("consultations.offer.publish", gettext_lazy("Open consultations"), gettext_lazy("Consultations opened")),
    ("consultations.offer.close", gettext_lazy("Close consultations"), gettext_lazy("Consultations closed")),
    ("consultations.hours.add", gettext_lazy("Add hours"), gettext_lazy("Hours added")),
    ("consultations.hours.remove", gettext_lazy("Remove hours"), gettext_lazy("Hours removed")),
    ("consultations.absence.add", gettext_lazy("Add days without consultations"), gettext_lazy("Days off added")),
    (
        "consultations.absence.remove",
        gettext_lazy("Remove days without consultations"),
        gettext_lazy("Days off removed"),
    ),
    ("consultations.share.add", gettext_lazy("Add places for a group"), gettext_lazy("Places for a group added")),
    ("consultations.share.remove", gettext_lazy("Remove places of a group"), gettext_lazy("Places of a group removed")),
    ("consultations.book", gettext_lazy("Book consultation"), gettext_lazy("Consultation booked")),
    ("consultations.move", gettext_lazy("Move consultation"), gettext_lazy("Consultation moved")),
    ("consultations.cancel", gettext_lazy("Cancel consultation"), gettext_lazy("Consultation cancelled")),
    ("consultations.note", gettext_lazy("Write note"), gettext_lazy("Note written")),
]


@hooks.register("register_log_actions")
def log_actions(actions):
    for name, label, message in ACTIONS:
        actions.register_action(name, label, message)
