"""The outbox and the private addresses in the admin, to look at: nobody edits them, and no address can be seen."""

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin import messages
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.generic import IndexView, InspectView
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.admin.widgets.button import HeaderButton
from wagtail.permissions import register_permission_policy

from people.records import ReadOnlyRecords

from .models import FeedToken, Invitation
from .outbox import try_again
from .reply_admin import ReplyMailboxViewSet
from .tasks import send_invitations

for record in (Invitation, FeedToken):
    register_permission_policy(record, ReadOnlyRecords(record))


class OfPersonIndexView(IndexView):
    def get_base_queryset(self):
        return super().get_base_queryset().select_related("person")


class InvitationInspectView(InspectView):
    @property
    def header_buttons(self):
        if self.object.state != Invitation.State.FAILED or not may_try_again(self.request.user):
            return []
        url = reverse("invitation:again", args=[self.object.pk])
        return [HeaderButton(_("Try again"), url=url, icon_name="redirect")]


def may_try_again(user):
    return user.has_perm("calendars.change_invitation")


def again_view(request, pk):
    """Ask, then put the message back: it leaves at once, or with the next round."""
    if not may_try_again(request.user):
        raise PermissionDenied
    invitation = get_object_or_404(Invitation.objects.select_related("person"), pk=pk)
    back = reverse("invitation:inspect", args=[pk])
    if request.method == "POST":
        if try_again(invitation=invitation, now=timezone.now()):
            send_invitations.enqueue(invitation.uid)
            messages.success(request, _("The mail is tried again."))
        return redirect(back)
    context = {"page_title": invitation, "invitation": invitation, "back_url": back, "header_icon": "mail"}
    return TemplateResponse(request, "calendars/admin/again.html", context)


class InvitationViewSet(ModelViewSet):
    model = Invitation
    add_to_reference_index = False
    icon = "mail"
    menu_label = gettext_lazy("Calendar mails")
    index_view_class = OfPersonIndexView
    inspect_view_class = InvitationInspectView
    copy_view_enabled = False
    inspect_view_enabled = True
    inspect_view_fields = [
        "person", "about", "title", "note", "state", "attempts", "error", "created_at", "due_at", "sent_at",
    ]  # fmt: skip
    list_display = [
        "person",
        Column("get_about_display", label=gettext_lazy("About"), sort_key="about"),
        "title",
        Column("get_state_display", label=gettext_lazy("State"), sort_key="state"),
        "attempts",
        "created_at",
        "sent_at",
    ]
    list_filter = ["state", "about", "created_at"]
    search_fields = ["person__legal_name", "person__email", "title"]
    form_fields = ["state"]

    def get_urlpatterns(self):
        return [*super().get_urlpatterns(), path("<int:pk>/again/", again_view, name="again")]


class FeedTokenViewSet(ModelViewSet):
    """Whose calendar is read by a program, and when it was last: what to ask about when somebody sees no change."""

    model = FeedToken
    add_to_reference_index = False
    icon = "date"
    menu_label = gettext_lazy("Calendar addresses")
    index_view_class = OfPersonIndexView
    copy_view_enabled = False
    inspect_view_enabled = True
    inspect_view_fields = ["person", "created_at", "fetched_at", "revoked_at"]
    list_display = ["person", "created_at", "fetched_at", "revoked_at"]
    list_filter = ["created_at", "fetched_at"]
    search_fields = ["person__legal_name", "person__email"]
    form_fields = ["revoked_at"]


VIEWSETS = [
    InvitationViewSet("invitation"),
    FeedTokenViewSet("feed_token"),
    ReplyMailboxViewSet("reply_mailbox"),
]
