"""Announce, cancel, restore: each asks on a page of its own before it acts, so it works without a mouse or a script."""

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

from .admin_forms import CancelForm
from .clashes import clashes_of, planned
from .exceptions import SchedulingRefused
from .models import Session
from .scheduling import cancel, restore, schedule

State = Session.State


@dataclass(frozen=True)
class Step:
    """A change of state that the admin offers from one state."""

    verb: Callable
    start: str
    button: str
    note: str
    done: str
    icon: str
    form: type = forms.Form


STEPS = {
    "announce": Step(
        schedule,
        State.DRAFT,
        _("Announce"),
        _("The session appears in the calendar and in the feeds, and people can register."),
        _("The session is announced."),
        "upload",
    ),
    "cancel": Step(
        cancel,
        State.SCHEDULED,
        _("Cancel the session"),
        _("Everybody whom it concerns gets a mail, and calendars show the session as cancelled."),
        _("The session is cancelled."),
        "cross",
        CancelForm,
    ),
    "restore": Step(
        restore,
        State.CANCELLED,
        _("Restore"),
        _("The session takes place after all. Everybody whom it concerns gets a mail."),
        _("The session takes place again."),
        "undo",
    ),
}


def buttons_for(session):
    """The step that the session's state allows, as a button of its page."""
    return [
        HeaderButton(step.button, url=reverse("session:step", args=[session.pk, name]), icon_name=step.icon)
        for name, step in STEPS.items()
        if step.start == session.state
    ]


def step_view(request, pk, step):
    """Ask, then act. Somebody else may have acted meanwhile: then the verb says so or changes nothing."""
    if step not in STEPS:
        raise Http404
    if not request.user.has_perm("webinars.change_session"):
        raise PermissionDenied
    session, chosen = get_object_or_404(Session.objects.listed().select_related("event"), pk=pk), STEPS[step]
    form = chosen.form(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            chosen.verb(session=session, by=request.user, now=timezone.now(), **form.cleaned_data)
        except SchedulingRefused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, chosen.done)
            return redirect("session:edit", pk)
    context = {
        "form": form,
        "page_title": f"{chosen.button}: {session.full_title}",
        "note": chosen.note,
        "clashes": [] if step == "cancel" else clashes_of([planned(session)]),
        "button": chosen.button,
        "back_url": reverse("session:edit", args=[pk]),
        "header_icon": chosen.icon,
    }
    return TemplateResponse(request, "webinars/admin/confirm.html", context)
