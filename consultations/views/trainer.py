"""A trainer's own pages, for a phone: what is booked, when one may be asked, by which rules, and for whom."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from consultations import publishing
from consultations.access import may_publish
from consultations.exceptions import ConsultationRefused
from consultations.forms import DaysForm, HoursForm, OfferForm, ShareForm
from consultations.freeing import free_slots
from consultations.models import Absence, Consultation, Hours, Offer, Share
from courses.trainer_views import cohorts_of
from people.accounts import person_for

from . import answer

PAST_SHOWN = 20
PARTS = {"hours": Hours, "absence": Absence, "share": Share}


def offer_of(request):
    """The trainer's own offer, or None; only for those who may publish one."""
    if not may_publish(request.user):
        raise PermissionDenied
    return Offer.objects.with_times().filter(trainer=person_for(request)).first()


@never_cache
@login_required
@require_safe
def home(request):
    """My bookings, those without a note, my hours and rules."""
    offer, person, now = offer_of(request), person_for(request), timezone.now()
    given = Consultation.objects.filter(session__host=person).with_people().with_answer().with_outcome()
    context = {
        "offer": offer,
        "coming": list(given.upcoming(now=now)),
        "past": list(given.past(now=now)[:PAST_SHOWN]),
        "shares": list(offer.shares.select_related("cohort__course", "organization")) if offer else [],
        "free": len(free_slots([offer], now=now)[offer]) if offer else 0,
    }
    return render(request, "consultations/trainer_home.html", context)


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def rules(request):
    """Publish the offer, or change its rules; a closed one opens again."""
    offer, problem = offer_of(request), ""
    form = OfferForm(request.POST if request.method == "POST" else None, instance=offer)
    if request.method == "POST" and form.is_valid():
        try:
            publishing.publish(trainer=person_for(request), by=request.user, now=timezone.now(), **form.cleaned_data)
        except ConsultationRefused as refusal:
            problem = str(refusal)
        else:
            messages.success(request, _("Your consultations are open for booking."))
            return redirect("my_consultations")
    context = {"title": gettext_lazy("Rules of my consultations"), "action": _("Save and open for booking")}
    return answer(request, "part", context, problem=problem, form=form)


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def add(request, kind):
    """Add hours, days off, or places for a group."""
    offer = offer_of(request)
    if offer is None:
        return redirect("consultation_rules")
    if kind not in PARTS:
        raise Http404
    form, verb, title = _part(request, kind)
    problem = ""
    if request.method == "POST" and form.is_valid():
        values = form.hours if kind == "hours" else form.cleaned_data
        try:
            verb(offer=offer, by=request.user, **values)
        except ConsultationRefused as refusal:
            problem = str(refusal)
        else:
            messages.success(request, _("Saved."))
            return redirect("my_consultations")
    return answer(request, "part", {"title": title, "action": _("Save")}, problem=problem, form=form)


def _part(request, kind):
    """The form of one kind of part, the verb that adds it, and the title of its page."""
    data = request.POST if request.method == "POST" else None
    if kind == "hours":
        return HoursForm(data), publishing.add_hours, _("Add hours")
    if kind == "absence":
        return DaysForm(data), publishing.add_absence, _("Days without consultations")
    return ShareForm(data, cohorts=cohorts_of(request.user)), publishing.add_share, _("Places for a group")


@never_cache
@login_required
@require_POST
def remove(request, kind, pk):
    """Take hours, days off or places back; what is booked stays."""
    offer = offer_of(request)
    if kind not in PARTS:
        raise Http404
    publishing.take_back(part=get_object_or_404(PARTS[kind], offer=offer, pk=pk), by=request.user)
    messages.success(request, _("Removed. What is booked stays."))
    return redirect("my_consultations")


@never_cache
@login_required
@require_POST
def close(request):
    """Let nobody book any more."""
    if offer := offer_of(request):
        publishing.close(offer=offer, by=request.user, now=timezone.now())
        messages.success(request, _("Nobody can book any more. What is booked takes place."))
    return redirect("my_consultations")
