"""Panels of the admin's front page; who has nothing to run sees none."""

from django.utils import timezone
from wagtail.admin.ui.components import Component

from .desk import coming_sessions, decisions


class ComingUpPanel(Component):
    """«Найближче»: the next sessions one runs, with their seats and sheets."""

    name = "coming_up"
    template_name = "home/admin/coming_up.html"
    order = 50

    def get_context_data(self, parent_context):
        user = parent_context["request"].user
        return {
            "sessions": coming_sessions(user, now=timezone.now()),
            "may_edit": user.has_perm("webinars.change_session"),
        }


class DecisionsPanel(Component):
    """«Потребує рішення»: what waits for a person."""

    name = "decisions"
    template_name = "home/admin/decisions.html"
    order = 60

    def get_context_data(self, parent_context):
        return {"matters": decisions(parent_context["request"].user, now=timezone.now())}
