"""Cancel, move or copy the sessions ticked in the list: a page says what would happen, a POST does it."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass

from django.contrib.auth.decorators import permission_required
from django.http import Http404
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from wagtail.admin import messages

from . import bulk
from .admin_forms import CancelForm, CopyForm, MoveForm
from .clashes import clashes_of, planned
from .exceptions import SchedulingRefused
from .models import Registration, Session

MOST = 300


@dataclass(frozen=True)
class Action:
    """Something that can be done to many. ``says`` is the sentence before it, ``button`` the word on its button."""

    plan: Callable
    verb: Callable
    form: type
    title: str
    says: str
    permission: str
    icon: str
    tells: bool = True


ACTIONS = {
    "cancel": Action(
        bulk.plan_cancel,
        bulk.cancel_planned,
        CancelForm,
        gettext_lazy("Cancel sessions"),
        gettext_lazy("Everybody whom it concerns gets a mail, and calendars show the sessions as cancelled."),
        "webinars.change_session",
        "cross",
    ),
    "move": Action(
        bulk.plan_move,
        bulk.move_planned,
        MoveForm,
        gettext_lazy("Move sessions"),
        gettext_lazy("Everybody whom it concerns gets a mail with the new time."),
        "webinars.change_session",
        "date",
    ),
    "copy": Action(
        bulk.plan_copy,
        bulk.copy_planned,
        CopyForm,
        gettext_lazy("Copy sessions"),
        gettext_lazy("The copies are drafts that nobody sees until you announce them."),
        "webinars.add_session",
        "copy",
        tells=False,
    ),
}


@permission_required("webinars.change_session", raise_exception=True)
def bulk_view(request):
    """``?do=move&id=3&id=5``. Numbers are asked for first and shown as dates; nothing is written without a yes."""
    action = ACTIONS.get(request.GET.get("do"))
    if action is None or not request.user.has_perm(action.permission):
        raise Http404
    sessions = chosen(request)
    if not sessions:
        messages.warning(request, _("Tick the sessions first."))
        return redirect("session:index")
    form = action.form(request.POST if request.method == "POST" else None)
    asks_first = action.form is not CancelForm and not form.is_valid()
    answers = form.cleaned_data if form.is_valid() else {}
    now = timezone.now()
    plans = [bulk.Plan(s) if asks_first else action.plan(s, now=now, **answers) for s in sessions]
    seen = word_for(plans)
    if "confirmed" in request.POST and form.is_valid() and request.POST.get("seen") == seen:
        return act(request, action, plans, now=now, **answers)
    return page(request, action, form, plans, seen=seen, asks_first=asks_first)


def word_for(plans):
    """A short word for these very plans: the yes to others is not a yes to them."""
    said = "|".join(f"{plan.session.pk} {plan.times} {plan.stays}" for plan in plans)
    return hashlib.sha256(said.encode()).hexdigest()[:16]


def chosen(request):
    """The sessions named in the address, in their order in time."""
    numbers = [number for number in request.GET.getlist("id") if number.isdecimal()][:MOST]
    sessions = Session.objects.listed().filter(pk__in=numbers).select_related("event", "host").with_taken()
    return list(sessions.order_by("starts_at", "pk"))


def act(request, action, plans, *, now, **answers):
    try:
        done = bulk.carry_out(plans, verb=action.verb, by=request.user, now=now, **answers)
    except SchedulingRefused as refusal:
        messages.error(request, str(refusal))
        return redirect(request.get_full_path())
    words = ngettext("Done for %(number)d session.", "Done for %(number)d sessions.", len(done))
    messages.success(request, words % {"number": len(done)})
    return redirect("session:index")


def page(request, action, form, plans, *, seen, asks_first):
    acting = [plan for plan in plans if not plan.stays]
    people = Registration.objects.active().filter(session__in=[plan.session for plan in acting])
    context = {
        "page_title": action.title,
        "header_icon": action.icon,
        "says": action.says,
        "form": form,
        "plans": plans,
        "clashes": clashes_of(planned(plan.session, **vars(plan.times)) for plan in acting if plan.times),
        "seen": seen,
        "asks_first": asks_first,
        "dates": len(acting),
        "people": people.values("person").distinct().count() if action.tells else None,
        "again_url": request.get_full_path(),
        "back_url": reverse("session:index"),
        "breadcrumbs_items": [
            {"url": reverse("session:index"), "label": _("Sessions")},
            {"url": "", "label": action.title},
        ],
    }
    return TemplateResponse(request, "webinars/admin/bulk.html", context)
