"""Pages of a visit: the way there and whom to call for those who take part; the list of contacts for who leads it."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from wagtail.log_actions import log

from people.accounts import person_for
from people.models import Person
from people.signing_in import signed_in
from webinars.entries import event_path
from webinars.exceptions import RegistrationRefused
from webinars.models import EmergencyContact, EventPage

from . import contacts as keeping
from .access import leads, seats, takes_part, visit_of
from .forms import ContactForm
from .travelling import travel_of


@never_cache
@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def travel(request, pk):
    """404 for everybody who does not take part, so that nobody learns whether something is written there."""
    event = visit_of(pk)
    guest, leader = takes_part(user=request.user, event=event), leads(user=request.user, event=event)
    if not (guest or leader) or (request.method == "POST" and not guest):
        raise Http404
    person, now = person_for(request), timezone.now()
    contact = keeping.contact_of(person=person, event=event) if guest else None
    form, status = ContactForm(request.POST or None, instance=contact), 200
    if request.method == "POST":
        if form.is_valid() and _given(form, person=person, event=event, now=now):
            messages.success(request, _("Saved. Only coordinators and the host of this event see it."))
            return redirect("event_travel", pk)
        status, contact = 422, keeping.contact_of(person=person, event=event)
    ends_at = keeping.last_day_of(person=person, event=event) if guest else None
    context = _about(event) | {
        "pk": pk,
        "travel": travel_of(event),
        "form": form,
        "contact": contact,
        "leads": leader,
        "open": bool(ends_at and ends_at > now),
        "erased_on": ends_at and ends_at + keeping.kept(),
    }
    return render(request, "webinars/travel.html", context, status=status)


def _given(form, *, person, event, now):
    try:
        return keeping.give_contact(person=person, event=event, now=now, **form.cleaned_data)
    except RegistrationRefused as refusal:
        form.add_error(None, str(refusal))


@never_cache
@signed_in
@require_POST
def remove_contact(request, pk):
    """Erase one's own contact at once; also after one gave the seat back."""
    event = visit_of(pk)
    keeping.remove_contact(person=person_for(request), event=event)
    messages.success(request, _("The emergency contact is erased."))
    inside = takes_part(user=request.user, event=event)
    return redirect("event_travel", pk) if inside else redirect(event_path(event))


@never_cache
@signed_in
@require_safe
def contacts(request, pk):
    """Everybody with a seat and whom to call. Who opened it stands in the log of the event."""
    event = visit_of(pk)
    if not leads(user=request.user, event=event):
        raise Http404
    log(event, "webinars.contacts.read", user=request.user)
    given = {contact.person_id: contact for contact in EmergencyContact.objects.filter(event=event)}
    people = Person.objects.filter(pk__in=seats(event).values("person"))
    rows = [(person, given.get(person.pk)) for person in people]
    context = _about(event) | {"rows": rows, "pk": pk, "days": keeping.kept().days}
    return render(request, "webinars/contacts.html", context)


def _about(event):
    """The event in the reader's language, where it has a page in it."""
    twins = EventPage.objects.live().filter(translation_key=event.translation_key)
    shown = twins.filter(locale__language_code=get_language()).first() or event
    return {"event": shown, "event_url": event_path(shown)}
