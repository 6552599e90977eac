"""What surveys tell Wagtail's admin: names of logged actions, and which pages may not be deleted."""

from django.utils.translation import gettext_lazy
from wagtail import hooks

from content.deletion import keep_pages

from .models import Survey

keep_pages(
    Survey, "page", reason=gettext_lazy("“%(title)s” has surveys with answers. Unpublish it instead of deleting it.")
)

ACTIONS = [
    ("surveys.publish", gettext_lazy("Publish survey"), gettext_lazy("Survey published")),
    ("surveys.close", gettext_lazy("Close survey"), gettext_lazy("Survey closed")),
]


@hooks.register("register_log_actions")
def log_actions(actions):
    for name, label, message in ACTIONS:
        actions.register_action(name, label, message)
