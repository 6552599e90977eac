"""A seat in a session, or a place in the queue for one: a page that asks, a POST that does."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from people.accounts import person_for
from people.signing_in import signed_in
from webinars import approval, registration, waiting
from webinars.asking.questions import open_form
from webinars.cards import cards_of
from webinars.entries import event_path
from webinars.exceptions import RegistrationRefused

from . import session_for


def register(request, public_id):
    """Who is sent to sign in comes back to the question, never to a seat they did not take."""
    return _asked(request, public_id, registration.register, page="register", said=_registered, asks=True)


def withdraw(request, public_id):
    """Give the seat back."""
    return _asked(request, public_id, registration.withdraw, page="withdraw", said=_withdrawn)


def join_queue(request, public_id):
    """Wait for a seat."""
    return _asked(request, public_id, waiting.join_queue, page="queue", said=_queued, asks=True)


def ask(request, public_id):
    """Ask for a seat that a coordinator approves."""
    return _asked(request, public_id, approval.ask_for_seat, page="request", said=_requested, asks=True)


def take_request_back(request, public_id):
    """Wait for a decision no longer."""
    return _asked(request, public_id, approval.take_back, page="request_withdraw", said=_taken_back)


def leave_queue(request, public_id):
    """Wait no longer, or decline the seat that is held."""
    return _asked(request, public_id, waiting.leave_queue, page="queue_leave", said=_left)


@never_cache
@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def _asked(request, public_id, verb, *, page, said, asks=False):
    """Ask about one session; a POST does it by ``verb`` and says so, or asks again with what refused it.

    What the event ``asks`` and this person has not answered stands on the page first, whatever button led here.
    """
    session, person, now = session_for(request, public_id), person_for(request), timezone.now()
    if session.is_private:  # its keeper has rules of its own
        raise Http404
    if asks and session.event.by_invitation:  # who is invited answers for all dates
        return redirect("event_invitation", session.event.pk)
    form = open_form(person, session.event, request.POST if request.method == "POST" else None) if asks else None
    problem = ""
    if request.method == "POST" and (form is None or form.is_valid()):
        try:
            done = verb(person=person, session=session, now=now, **({"answers": form.given} if form else {}))
        except RegistrationRefused as refusal:
            problem = str(refusal)
        else:
            if done:
                messages.success(request, said(done))
            return redirect(event_path(session.event))
    (card,) = cards_of([session], user=request.user, now=now)
    context = {"card": card, "session": session, "problem": problem, "form": form}
    context["event_url"] = event_path(session.event)
    status = 409 if problem else 422 if form and form.errors else 200
    return render(request, f"webinars/{page}.html", context, status=status)


def _registered(seat):
    return _("You are registered. We have sent the details by e-mail.")


def _withdrawn(seat):
    return _("Your registration is cancelled. The seat is free for somebody else.")


def _requested(asked):
    return _("Your request is sent. A coordinator decides, and we write to you.")


def _taken_back(asked):
    return _("Your request is taken back.")


def _queued(place):
    return _("You are in the queue. When a seat is free, we write to you.")


def _left(place):
    if place.outcome == waiting.Outcome.DECLINED:
        return _("Thank you for telling us. The seat goes on.")
    return _("You are not in the queue any more.")
