"""The admin's page on answers to invitations: is the mailbox read, and what was left for people."""

from django.conf import settings
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

from .models import ReplyMailbox
from .reading import LATE, mailbox_name
from .reply_mail import Problem
from .tasks import read_replies


def may_look_after(user):
    return user.has_perm("calendars.change_invitation")


class LookingAfterMenuItem(MenuItem):
    def is_shown(self, request):
        return may_look_after(request.user)


def reply_mailbox(request):
    """What is known; a POST reads the mailbox in the background, because the other machine may take its time."""
    if not may_look_after(request.user):
        raise PermissionDenied
    if request.method == "POST" and settings.REPLIES_HOST:
        read_replies.enqueue()
        messages.success(request, _("The mailbox is being read. Load this page again in a few seconds."))
        return redirect("reply_mailbox:index")
    box = ReplyMailbox.objects.filter(name=mailbox_name()).first()
    context = {
        "box": box,
        "address": settings.REPLIES_EMAIL if settings.REPLIES_HOST else "",
        "contact": settings.CONTACT_EMAIL,
        "late": box is None or box.tried_at is None or timezone.now() - box.tried_at > LATE,
        "problem": dict(Problem.choices).get(box.problem, "") if box else "",
        "page_title": _("Answers to invitations"),
        "header_title": _("Answers to invitations"),
        "header_icon": "mail",
    }
    return TemplateResponse(request, "calendars/admin/replies.html", context)


class ReplyMailboxViewSet(ViewSet):
    icon = "mail"
    menu_label = gettext_lazy("Answers to invitations")
    menu_item_class = LookingAfterMenuItem

    def get_urlpatterns(self):
        return [path("", reply_mailbox, name="index")]
