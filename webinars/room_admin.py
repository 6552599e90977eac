"""The admin's page on the live rooms: does everything work, and what to do where it does not."""

from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin import messages
from wagtail.admin.menu import MenuItem
from wagtail.admin.viewsets.base import ViewSet

from .access import may_manage
from .room_health import findings
from .room_tasks import check_room_server


class PlannersMenuItem(MenuItem):
    def is_shown(self, request):
        return may_manage(request.user)


def room_health(request):
    """What is known; a POST asks anew, in the background, because the other machine may take its time."""
    if not may_manage(request.user):
        raise PermissionDenied
    if request.method == "POST":
        check_room_server.enqueue()
        messages.success(request, _("The room server is being asked. Load this page again in a few seconds."))
        return redirect("room_health:index")
    context = {
        "findings": findings(now=timezone.now()),
        "page_title": _("Live rooms"),
        "header_title": _("Live rooms"),
        "header_icon": "media",
    }
    return TemplateResponse(request, "webinars/admin/room_health.html", context)


class RoomHealthViewSet(ViewSet):
    icon = "media"
    menu_label = gettext_lazy("Live rooms")
    menu_item_class = PlannersMenuItem

    def get_urlpatterns(self):
        return [path("", room_health, name="index")]
