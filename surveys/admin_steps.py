"""Publish, close, make again: each asks on a page of its own before it acts."""

from collections.abc import Callable
from dataclasses import dataclass

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin import messages
from wagtail.admin.widgets.button import HeaderButton

from .exceptions import SurveyRefused
from .making import close, make_again, publish
from .models import Survey


@dataclass(frozen=True)
class Step:
    verb: Callable
    button: str
    note: str
    done: str
    icon: str


STEPS = {
    "publish": Step(
        publish,
        _("Publish"),
        _("Its questions then stay as they are. Those who took part, also long ago, are told of it by mail, once."),
        _("The survey is published."),
        "upload",
    ),
    "close": Step(
        close,
        _("Close now"),
        _("Nobody answers any more, and you see the totals. A closed survey is not opened again."),
        _("The survey is closed."),
        "lock",
    ),
    "again": Step(
        make_again,
        _("Make again"),
        _("A draft with the same questions, for example for the next cohort."),
        _("This is the new draft."),
        "copy",
    ),
}


def offered(survey, *, now):
    """Names of the steps that the state of ``survey`` allows."""
    if survey.published_at is None:
        return ["publish"]
    return ["close", "again"] if survey.is_open(now=now) else ["again"]


def buttons_for(survey, *, user, now):
    if not user.has_perm("surveys.change_survey"):
        return []
    return [
        HeaderButton(
            STEPS[name].button, url=reverse(f"survey_admin:{name}", args=[survey.pk]), icon_name=STEPS[name].icon
        )
        for name in offered(survey, now=now)
    ]


def step_view(request, pk, name):
    """Ask, then act. The addresses of the viewset have asked whose survey it is."""
    if not request.user.has_perms(["surveys.add_survey", "surveys.change_survey"]):
        raise PermissionDenied
    survey, step, now = get_object_or_404(Survey, pk=pk), STEPS[name], timezone.now()
    if name not in offered(survey, now=now):
        raise Http404
    form = forms.Form(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            made = step.verb(survey=survey, by=request.user, now=now)
        except SurveyRefused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, step.done)
            return redirect(f"survey_admin:{'edit' if name == 'again' else 'inspect'}", made.pk)
    context = {
        "form": form,
        "page_title": f"{step.button}: {survey}",
        "note": step.note,
        "button": step.button,
        "back_url": reverse("survey_admin:inspect", args=[pk]),
        "header_icon": step.icon,
    }
    return TemplateResponse(request, "webinars/admin/confirm.html", context)
