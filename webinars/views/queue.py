"""The queue for a full session: a page that asks, a POST that does."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from webinars import waiting
from webinars.entries import event_path
from webinars.exceptions import RegistrationRefused

from . import person_for, session_for
from .registration import page


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def join(request, public_id):
    """Wait for a seat."""
    session, person, now = session_for(request, public_id), person_for(request), timezone.now()
    problem = ""
    if request.method == "POST":
        try:
            waiting.join_queue(person=person, session=session, now=now)
        except RegistrationRefused as refusal:
            problem = str(refusal)
        else:
            messages.success(request, _("You are in the queue. When a seat is free, we write to you."))
            return redirect(event_path(session.event))
    return page(request, "webinars/queue.html", session, problem=problem, now=now)


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def leave(request, public_id):
    """Wait no longer, or decline the seat that is held."""
    session, person, now = session_for(request, public_id), person_for(request), timezone.now()
    if request.method == "POST":
        if place := waiting.leave_queue(person=person, session=session, now=now):
            declined = place.outcome == waiting.Outcome.DECLINED
            left, passed_on = _("You are not in the queue any more."), _("Thank you for telling us. The seat goes on.")
            messages.success(request, passed_on if declined else left)
        return redirect(event_path(session.event))
    return page(request, "webinars/queue_leave.html", session, problem="", now=now)
