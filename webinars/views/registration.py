"""A seat in a session: a page that asks, a POST that does."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from webinars import registration
from webinars.cards import cards_of
from webinars.entries import event_path
from webinars.exceptions import RegistrationRefused

from . import person_for, session_for


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def register(request, public_id):
    """Who is sent to sign in comes back to the question, never to a seat they did not take."""
    session, person, now = session_for(request, public_id), person_for(request), timezone.now()
    problem = ""
    if request.method == "POST":
        try:
            registration.register(person=person, session=session, now=now)
        except RegistrationRefused as refusal:
            problem = str(refusal)
        else:
            messages.success(request, _("You are registered. We have sent the details by e-mail."))
            return redirect(event_path(session.event))
    return page(request, "webinars/register.html", session, problem=problem, now=now)


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request, public_id):
    """Give the seat back."""
    session, person, now = session_for(request, public_id), person_for(request), timezone.now()
    problem = ""
    if request.method == "POST":
        try:
            given_back = registration.withdraw(person=person, session=session, now=now)
        except RegistrationRefused as refusal:
            problem = str(refusal)
        else:
            if given_back:
                messages.success(request, _("Your registration is cancelled. The seat is free for somebody else."))
            return redirect(event_path(session.event))
    return page(request, "webinars/withdraw.html", session, problem=problem, now=now)


def page(request, template, session, *, problem, now):
    """One session with a question about it, or with the reason why it was not done."""
    (card,) = cards_of([session], user=request.user, now=now)
    context = {"card": card, "session": session, "problem": problem, "event_url": event_path(session.event)}
    return render(request, template, context, status=409 if problem else 200)
