"""What events tell Wagtail's admin: names of logged actions, and which pages may not be deleted."""

from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import hooks
from wagtail.admin import messages
from wagtail.models import Page

from .models import Session

ACTIONS = [
    ("webinars.session.draft", gettext_lazy("Draft session"), gettext_lazy("Session drafted")),
    ("webinars.session.schedule", gettext_lazy("Announce session"), gettext_lazy("Session announced")),
    ("webinars.session.reschedule", gettext_lazy("Change session"), gettext_lazy("Session changed")),
    ("webinars.session.cancel", gettext_lazy("Cancel session"), gettext_lazy("Session cancelled")),
    ("webinars.session.restore", gettext_lazy("Restore session"), gettext_lazy("Session restored")),
    ("webinars.register", gettext_lazy("Register"), gettext_lazy("Registered")),
    ("webinars.withdraw", gettext_lazy("Cancel registration"), gettext_lazy("Registration cancelled")),
    ("webinars.attendance.unmark", gettext_lazy("Take a mark back"), gettext_lazy("Mark on the sheet taken back")),
    ("webinars.attendance.correct", gettext_lazy("Correct attendance"), gettext_lazy("Attendance corrected")),
]


@hooks.register("register_log_actions")
def log_actions(actions):
    for name, label, message in ACTIONS:
        actions.register_action(name, label, message)


def holds_sessions(page):
    """True when ``page`` or one below it is an event that has taken or will take place."""
    return Session.objects.filter(event__path__startswith=page.path).exists()


@hooks.register("before_delete_page")
def keep_events_with_sessions(request, page):
    """Records are evidence and protect their event; without this the attempt would end in a server error."""
    if holds_sessions(page):
        return _refused(request, page)
    return None


@hooks.register("before_bulk_action")
def keep_events_with_sessions_in_bulk(request, action_type, objects, action):
    if action_type != "delete":
        return None
    held = next((item for item in objects if isinstance(item, Page) and holds_sessions(item)), None)
    return _refused(request, held) if held else None


def _refused(request, page):
    text = _("“%(title)s” has sessions, which are records. Unpublish it instead of deleting it.")
    messages.error(request, text % {"title": page.get_admin_display_title()})
    parent = page.get_parent()
    return redirect("wagtailadmin_explore", parent.pk) if parent else redirect("wagtailadmin_explore_root")
