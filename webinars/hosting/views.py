"""The host's page of the room itself: who is in it, put somebody out, say something to all, end it."""

from django import forms
from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from people.signing_in import signed_in
from webinars.beside.desk import hosted
from webinars.exceptions import OrderRefused
from webinars.models import RoomOrder
from webinars.private import page_of

from .orders import acts_for, give, people_of_room

Act = RoomOrder.Act
SHOWN = 5


class SayForm(forms.Form):
    text = forms.CharField(
        label=gettext_lazy("Message to everybody in the room"),
        max_length=500,
        help_text=gettext_lazy("It appears in the chat of the room, from the school."),
    )


class KickForm(forms.Form):
    whom = forms.CharField(max_length=100)
    text = forms.CharField(max_length=200, required=False)


@never_cache
@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def people(request, public_id):
    """Each form says by ``what`` which order it gives; what came of the last ones stands below."""
    session, now = hosted(request, public_id), timezone.now()
    what, say, problem = request.POST.get("what"), SayForm(), ""
    if request.method == "POST":
        forms_of = {Act.LOOK: forms.Form, Act.KICK: KickForm, Act.SAY: SayForm}
        form = forms_of[what](request.POST) if what in forms_of else None
        say = form if what == Act.SAY else say
        if form is not None and form.is_valid():
            problem = _ordered(session, what, form.cleaned_data, by=request.user, now=now)
            if not problem:
                messages.success(request, _("The room server is being asked. Load this page again in a few seconds."))
                return redirect("room_people", public_id)
    return _page(request, session, say=say, problem=problem, now=now)


def _page(request, session, *, say, problem, now):
    inside, asked_at = people_of_room(session, now=now)
    context = {
        "session": session,
        "acts": acts_for(session, now=now),
        "people": inside,
        "asked_at": asked_at,
        "orders": session.room_orders.exclude(act=Act.LOOK, problem="", done_at__isnull=False)[:SHOWN],
        "say_form": say,
        "problem": problem,
        "event_url": page_of(session),
    }
    status = 409 if problem else 422 if request.method == "POST" else 200
    return render(request, "webinars/hosting/people.html", context, status=status)


@never_cache
@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def end(request, public_id):
    """Ask whether the meeting shall end for everybody; a POST orders it."""
    session, now, problem = hosted(request, public_id), timezone.now(), ""
    if request.method == "POST":
        problem = _ordered(session, Act.END, {}, by=request.user, now=now)
        if not problem:
            messages.success(request, _("The room is being ended. Load this page again in a few seconds."))
            return redirect("room_people", public_id)
    context = {"session": session, "problem": problem, "possible": Act.END in acts_for(session, now=now)}
    return render(request, "webinars/hosting/end.html", context, status=409 if problem else 200)


def _ordered(session, act, values, **who):
    """Why the order could not be left, or nothing."""
    try:
        give(session=session, act=act, **values, **who)
    except OrderRefused as refusal:
        return str(refusal)
    return ""
