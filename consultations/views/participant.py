"""Find a trainer's free time, book it, move it, cancel it. No step needs a script."""

from datetime import timedelta

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from consultations import booking
from consultations.access import may_publish, offers_to
from consultations.choosing import TimeForm, days_and_times, written
from consultations.forms import BookForm, MoveForm
from consultations.freeing import free_slots
from consultations.limits import expected_elsewhere
from consultations.models import Consultation, Offer
from people.accounts import person_for
from people.signing_in import signed_in

from . import answer, own_consultation, try_to

PAST_SHOWN = 20


@never_cache
@signed_in
@require_safe
def home(request):
    """My consultations, and whom I may ask, each with their next free time."""
    person, now = person_for(request), timezone.now()
    mine = Consultation.objects.filter(person=person).with_people().with_outcome()
    free = free_slots(offers_to(person).with_times(), now=now)
    context = {
        "coming": list(mine.upcoming(now=now)),
        "past": list(mine.past(now=now)[:PAST_SHOWN]),
        "offers": [(offer, slots[0] if slots else None) for offer, slots in free.items()],
        "may_publish": may_publish(request.user),
    }
    return render(request, "consultations/home.html", context)


@never_cache
@signed_in
@require_safe
def times(request, public_id):
    """The free times of one trainer, day by day."""
    offer = offer_for(request, public_id)
    day, _moment = TimeForm(request.GET).asked
    here, book = (reverse(name, args=[public_id]) for name in ("consultation_times", "consultation_book"))
    slots = free_slots([offer], now=timezone.now())[offer]
    days, found = days_and_times(slots, chosen=day, base=here, book=book)
    context = {"offer": offer, "days": days, "times": found, "rule": booking.rule_of(offer)}
    return render(request, "consultations/times.html", context)


@never_cache
@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def book(request, public_id):
    """Say what about, and book the time that was chosen."""
    offer, (_day, chosen) = offer_for(request, public_id), TimeForm(request.GET).asked
    posted = request.method == "POST"
    if not (posted or chosen):
        return redirect("consultation_times", public_id)
    form = BookForm(request.POST if posted else None, initial={"at": written(chosen)} if chosen else None)
    problem = ""
    if posted and form.is_valid():
        asked = {name: form.cleaned_data[name] for name in ("subject", "question")}
        made, problem = try_to(
            booking.book,
            person=person_for(request),
            offer=offer,
            starts_at=form.cleaned_data["at"],
            **asked,
        )
        if made:
            messages.success(request, _("The consultation is booked. We have sent the details by e-mail."))
            return redirect("consultation", made.session.public_id)
    starts_at = form.cleaned_data.get("at") if posted else chosen
    context = {
        "offer": offer,
        "starts_at": starts_at,
        "elsewhere": at_that_time(request, offer, starts_at),
        "rule": booking.rule_of(offer),
    }
    return answer(request, "book", context, problem=problem, form=form)


@never_cache
@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def move(request, public_id):
    """Choose another free time of the same trainer; refused late, with the rule."""
    consultation, now = own_consultation(request, public_id, side="person"), timezone.now()
    problem = ""
    if request.method == "POST" and (form := MoveForm(request.POST)).is_valid():
        starts_at = form.cleaned_data["at"]
        moved, problem = try_to(booking.move, consultation=consultation, starts_at=starts_at)
        if moved:
            messages.success(request, _("The consultation is moved. Both of you get a mail."))
            return redirect("consultation", public_id)
    (day, moment), here = TimeForm(request.GET).asked, reverse("consultation_move", args=[public_id])
    offers = Offer.objects.with_times().filter(pk=consultation.offer_id)
    (slots,) = free_slots(offers, now=now, without=consultation.session).values()
    slots = [slot for slot in slots if slot.starts_at != consultation.session.starts_at]
    days, found = days_and_times(slots, chosen=day, base=here, book=here)
    context = {
        "consultation": consultation,
        "elsewhere": at_that_time(request, consultation.offer, moment),
        "chosen": moment and {"starts_at": moment, "written": written(moment)},
        "days": days,
        "times": found,
        "rule": booking.rule_of(consultation.offer),
        "too_late": now > booking.changes_end_at(consultation),
    }
    return answer(request, "move", context, problem=problem)


@never_cache
@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def cancel(request, public_id):
    """Give the time back; refused late, with the rule."""
    consultation, problem = own_consultation(request, public_id, side="person"), ""
    if request.method == "POST":
        done, problem = try_to(booking.cancel, consultation=consultation)
        if done:
            messages.success(request, _("The consultation is cancelled. Both of you get a mail."))
            return redirect("consultations")
    context = {"consultation": consultation, "rule": booking.rule_of(consultation.offer)}
    return answer(request, "cancel", context, problem=problem)


def at_that_time(request, offer, starts_at):
    """What the reader has during a consultation at ``starts_at``; nothing as long as no time is chosen."""
    if not starts_at:
        return []
    ends_at = starts_at + timedelta(minutes=offer.minutes)
    return expected_elsewhere(person=person_for(request), starts_at=starts_at, ends_at=ends_at)


def offer_for(request, public_id):
    """The offer at this address if the reader may book it, with all that its times are counted from; else 404."""
    return get_object_or_404(offers_to(person_for(request)).with_times(), public_id=public_id)
