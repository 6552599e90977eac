"""The page on which somebody whom an organization named says yes or no; no account is needed."""

from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from people.accounts import person_of
from people.models import Person
from webinars.asking.questions import open_form
from webinars.entries import event_path
from webinars.exceptions import RegistrationRefused
from webinars.guests.forms import AboutForm
from webinars.guests.links import seat_path
from webinars.guests.views import are_valid, said
from webinars.models import WayIn
from webinars.translations import in_language

from .answering import accept_all, beside, decline, refusal_to_accept


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def invitation(request, key):
    """Opening it changes nothing: mail programs open links before people do."""
    rows = WayIn.objects.exclude(organization=None).filter(session__event__live=True)
    rows = rows.select_related("organization", "person__user", "session__event__locale")
    way_in, now = get_object_or_404(rows, key=key), timezone.now()
    if request.method == "POST" and request.POST.get("answer") == "no" and decline(way_in=way_in):
        return render(request, "webinars/organizations/declined.html", {"way_in": way_in})
    if way_in.state == WayIn.State.GIVEN:
        return redirect(_seat(way_in.person, way_in.session))
    person = _who(way_in, request.user)
    sent = request.POST if request.method == "POST" else None
    about, questions = None if person else AboutForm(sent, initial={"name": way_in.name}), None
    questions = open_form(person, way_in.session.event, sent)
    problem = refusal_to_accept(way_in, person=person, now=now)
    if sent is not None and not problem and are_valid(about, questions):
        try:
            person = accept_all(way_in=way_in, person=person, now=now, **said(about, questions))
        except RegistrationRefused as refusal:
            problem = str(refusal)
        else:
            return redirect(_seat(person, way_in.session))
    context = {
        "way_in": way_in,
        "organization": way_in.organization,
        "sessions": in_language([row.session for row in beside(way_in)] or [way_in.session], get_language()),
        "about": about,
        "questions": questions,
        "problem": problem,
        "event_url": event_path(way_in.session.event),
    }
    status = 409 if problem and sent is not None else 422 if sent is not None else 200
    return render(request, "webinars/organizations/invitation.html", context, status=status)


def _who(way_in, user):
    """The member who was named, else whoever is signed in, else whose address it is; None is somebody new."""
    if way_in.person_id:
        return way_in.person
    return person_of(user) or Person.objects.select_related("user").filter(email__iexact=way_in.email).first()


def _seat(person, session):
    """Where they see what they have: with an account, the page of the event."""
    return event_path(session.event) if person.user_id else seat_path(person, session)
