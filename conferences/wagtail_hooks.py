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
    ("conferences.release", gettext_lazy("Release programme"), gettext_lazy("Programme released")),
]


@hooks.register("register_log_actions")
def log_actions(actions):
    for name, label, message in ACTIONS:
        actions.register_action(name, label, message)
