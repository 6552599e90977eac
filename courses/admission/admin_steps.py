"""Revoke a link, decide about applications: each asks on a page of its own before it acts."""

from dataclasses import dataclass

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from wagtail.admin import messages
from wagtail.admin.widgets.button import HeaderButton

from courses.exceptions import EnrollmentRefused
from courses.models import Application, InvitationLink

from .applications import decide
from .forms import AcceptForm, DeclineForm
from .links import revoke_link

MOST_AT_ONCE = 200


def may_decide(user):
    """Those who plan cohorts also say who comes into them."""
    return user.has_perm("courses.change_cohort")


@dataclass(frozen=True)
class Decision:
    accepted: bool
    form: type
    title: str
    icon: str


ACTIONS = {
    "accept": Decision(True, AcceptForm, gettext_lazy("Accept"), "check"),
    "decline": Decision(False, DeclineForm, gettext_lazy("Decline"), "cross"),
}


def decision_buttons(application, *, user):
    """What may still be decided about one application."""
    if not may_decide(user):
        return []
    open_to = {Application.State.WAITING: ("accept", "decline"), Application.State.DECLINED: ("accept",)}
    url = f"{reverse('application_record:decide', args=['NAME'])}?id={application.pk}"
    return [
        HeaderButton(ACTIONS[name].title, url=url.replace("NAME", name), icon_name=ACTIONS[name].icon)
        for name in open_to.get(application.state, ())
    ]


def decide_view(request, name):
    """``?id=3&id=5``: who it is about, a word to them, one button. Each is decided or refused by itself."""
    if name not in ACTIONS:
        raise Http404
    if not may_decide(request.user):
        raise PermissionDenied
    applications = chosen(request)
    if not applications:
        messages.warning(request, _("Tick the applications first."))
        return redirect("application_record:index")
    action = ACTIONS[name]
    form = action.form(request.POST if request.method == "POST" else None)
    if form.is_valid():
        decide_each(request, applications, accepted=action.accepted, reason=form.cleaned_data["reason"])
        return redirect("application_record:index")
    context = {
        "form": form,
        "applications": applications,
        "page_title": action.title,
        "button": action.title,
        "back_url": reverse("application_record:index"),
        "header_icon": action.icon,
    }
    return TemplateResponse(request, "webinars/admin/decide.html", context)


def chosen(request):
    """The applications named in the address, the first sent first: seats go in that order."""
    numbers = [number for number in request.GET.getlist("id") if number.isdecimal()][:MOST_AT_ONCE]
    found = Application.objects.filter(pk__in=[int(number) for number in numbers if len(number) < 18])
    return list(found.select_related("person", "cohort__course").order_by("applied_at", "pk"))


def decide_each(request, applications, *, accepted, reason):
    """One refusal stops nobody else's decision; all of them are said."""
    done = 0
    for application in applications:
        try:
            decide(application=application, accepted=accepted, reason=reason, by=request.user, now=timezone.now())
        except EnrollmentRefused as refusal:
            messages.error(request, f"{application}: {refusal}")
        else:
            done += 1
    if done:
        words = ngettext("Decided about %(number)d application.", "Decided about %(number)d applications.", done)
        messages.success(request, words % {"number": done})


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
