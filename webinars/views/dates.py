"""Several dates of an event on one page: all of them or some, once, and left again one by one."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from people.accounts import person_for
from people.signing_in import signed_in
from webinars.access import visible_events
from webinars.asking.questions import open_form
from webinars.cards import cards_of, sessions_of
from webinars.date_choice import choose_dates
from webinars.entries import event_path
from webinars.exceptions import RegistrationRefused, SeatsTaken
from webinars.forms import DatesForm
from webinars.translations import in_language


@never_cache
@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def choose(request, pk):
    """The dates still open, ticked where the reader has a seat. Full ones are named before the others are taken."""
    event = get_object_or_404(visible_events(request.user).select_related("locale"), pk=pk)
    person, now = person_for(request), timezone.now()
    cards = open_cards(request, event, now=now)
    sent = request.POST if request.method == "POST" else None
    form, questions = DatesForm(sent, cards=cards), open_form(person, event, sent)
    full, problem = [], ""
    if form.is_bound and not form.is_valid():
        problem = _("Meanwhile one of these dates was closed. Please look at them again.")
    elif form.is_bound and _answered(form, questions):
        try:
            done = choose_dates(
                person=person,
                offered={*form.wanted, *form.had},
                wanted=form.wanted,
                now=now,
                answers=questions.given if questions and questions.is_valid() else None,
                without_full=form.cleaned_data["without_full"],
            )
        except SeatsTaken as refusal:
            full = refusal.sessions
        except RegistrationRefused as refusal:
            problem = str(refusal)
        else:
            say(request, done)
            return redirect(event_path(event))
    context = {**page_of(event, cards, form, full=full, problem=problem), "questions": questions}
    status = 409 if full or problem else 422 if questions and questions.errors else 200
    return render(request, "webinars/dates.html", context, status=status)


def _answered(form, questions):
    """Nothing is left to answer; who only leaves dates is asked nothing."""
    return not (questions and set(form.wanted) - set(form.had)) or questions.is_valid()


def open_cards(request, event, *, now):
    """Cards of the dates one may still take or leave, in the reader's language."""
    sessions = sessions_of(request.user, event=event).scheduled().upcoming(now=now)
    sessions = in_language(sessions.select_related("event__locale").with_taken(), get_language())
    return cards_of(sessions, user=request.user, now=now)


def page_of(event, cards, form, *, full, problem):
    numbers = {session.pk for session in full}
    return {
        "event": event,
        "event_url": event_path(event),
        "form": form,
        "cards": cards,
        "ticked": {session.pk for session in form.wanted},
        "full": [card for card in cards if card.session.pk in numbers],
        "rest": [session for session in form.wanted if session.pk not in numbers],
        "problem": problem,
    }


def say(request, done):
    if done.taken:
        words = ngettext(
            "You are registered for %(number)d date. We have sent the details by e-mail.",
            "You are registered for %(number)d dates. We have sent the details by e-mail.",
            len(done.taken),
        )
        messages.success(request, words % {"number": len(done.taken)})
    if done.asked:
        words = ngettext(
            "Your request for %(number)d date is sent. A coordinator decides, and we write to you.",
            "Your requests for %(number)d dates are sent. A coordinator decides, and we write to you.",
            len(done.asked),
        )
        messages.success(request, words % {"number": len(done.asked)})
    if done.left:
        words = ngettext(
            "Your registration for %(number)d date is cancelled.",
            "Your registrations for %(number)d dates are cancelled.",
            len(done.left),
        )
        messages.success(request, words % {"number": len(done.left)})
