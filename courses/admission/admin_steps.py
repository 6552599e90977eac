"""Revoke a link, decide about applications: each asks on a page of its own before it acts."""

from django import forms
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from wagtail.admin import messages
from wagtail.admin.widgets.button import HeaderButton

from content.deciding import DecideView, Decision
from courses.exceptions import EnrollmentRefused
from courses.models import Application, InvitationLink

from .applications import decide
from .forms import AcceptForm, DeclineForm
from .links import revoke_link


def may_decide(user):
    """Those who plan cohorts also say who comes into them."""
    return user.has_perm("courses.change_cohort")


class DecideApplications(DecideView):
    actions = {
        "accept": Decision(True, AcceptForm, gettext_lazy("Accept"), "check"),
        "decline": Decision(False, DeclineForm, gettext_lazy("Decline"), "cross"),
    }
    open_to = {Application.State.WAITING: ("accept", "decline"), Application.State.DECLINED: ("accept",)}
    index = "application_record"
    refusal = EnrollmentRefused
    none_ticked = gettext_lazy("Tick the applications first.")
    with_ticked = gettext_lazy("With the ticked applications:")
    may_decide = staticmethod(may_decide)

    @staticmethod
    def records():
        return Application.objects.select_related("person", "cohort__course").order_by("applied_at", "pk")

    @staticmethod
    def decide(record, *, yes, by, now, reason):
        decide(application=record, accepted=yes, reason=reason, by=by, now=now)

    @staticmethod
    def counted(number):
        words = ngettext("Decided about %(number)d application.", "Decided about %(number)d applications.", number)
        return words % {"number": number}


def revoke_button(link, *, user):
    if link.revoked_at or not may_decide(user):
        return []
    url = reverse("invitation_link_record:revoke", args=[link.pk])
    return [HeaderButton(_("Revoke the link"), url=url, icon_name="cross")]


def revoke_view(request, pk):
    if not may_decide(request.user):
        raise PermissionDenied
    link = get_object_or_404(InvitationLink.objects.select_related("cohort__course"), pk=pk)
    form = forms.Form(request.POST if request.method == "POST" else None)
    if form.is_valid():
        revoke_link(link=link, by=request.user, now=timezone.now())
        messages.success(request, _("The link is revoked."))
        return redirect("invitation_link_record:inspect", pk)
    context = {
        "form": form,
        "page_title": f"{_('Revoke the link')}: {link}",
        "note": _("Nobody comes in by this link any more. Those who came in keep their places."),
        "button": _("Revoke the link"),
        "back_url": reverse("invitation_link_record:inspect", args=[pk]),
        "header_icon": "cross",
    }
    return TemplateResponse(request, "webinars/admin/confirm.html", context)
