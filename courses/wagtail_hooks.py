"""Registers courses with Wagtail's admin."""

from django.utils.translation import gettext_lazy as _
from wagtail import hooks


@hooks.register("register_log_actions")
def log_actions(actions):
    actions.register_action("courses.enroll", _("Enroll"), _("Enrolled"))
    actions.register_action("courses.withdraw", _("Leave the cohort"), _("Left the cohort"))
