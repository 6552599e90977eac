"""The pages of an organization's contact – whom it sends –, and the page on which somebody named says yes or no."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.contrib.auth.views import redirect_to_login
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from courses.exceptions import AllotmentRefused, EnrollmentRefused
from courses.models import Nominee, SeatAllotment
from courses.views import answers
from people.accounts import person_for, person_of
from people.addresses import absolute_reverse
from people.contacts import led_by

from .allotments import accept, decline, name_person, refusal_to_accept, refusal_to_name
from .allotments import take_back as take_nominee_back
from .forms import NomineeForm


def allotments_of(person):
    """Seats of the organizations whose contact ``person`` is; nobody else sees whom they name."""
    mine = SeatAllotment.objects.filter(organization__in=led_by(person), cohort__course__live=True)
    return mine.exclude(cohort__state="draft").select_related("organization", "cohort__course__locale").with_used()


@never_cache
@login_required
@require_safe
def allotments(request):
    """Every cohort that keeps seats for one's organizations, the latest first."""
    mine = allotments_of(person_for(request)).order_by("-cohort__starts_on", "-pk")
    return render(request, "courses/allotments.html", {"allotments": mine})


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def allotment(request, pk):
    """Who is named for the seats, and a form to name the next."""
    person, now = person_for(request), timezone.now()
    seats = get_object_or_404(allotments_of(person), pk=pk)
    form = NomineeForm(request.POST if request.method == "POST" else None)
    if form.is_valid() and _named(form, allotment=seats, by=person, now=now):
        messages.success(request, _("%(name)s is invited.") % {"name": form.cleaned_data["name"]})
        return redirect("allotment", pk)
    nominees = seats.nominees.select_related("enrollment__person")
    context = {
        "allotment": seats,
        "nominees": [(nominee, _link_of(nominee)) for nominee in nominees],
        "refusal": refusal_to_name(seats, now=now),
        "form": form,
        "now": now,
    }
    return render(request, "courses/allotment.html", context, status=422 if form.is_bound else 200)


def _link_of(nominee):
    """What the contact may pass on, as long as it is waited for."""
    return absolute_reverse("nomination", nominee.key) if nominee.state == Nominee.State.INVITED else ""


def _named(form, **who):
    """True if the person of the form is named; a refusal stands beside its field otherwise."""
    try:
        return name_person(name=form.cleaned_data["name"], email=form.cleaned_data["email"], **who)
    except AllotmentRefused as refusal:
        form.add_error(refusal.field, str(refusal))
        return None


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def replace(request, pk, number):
    """Somebody else comes instead: one step, so the seat is never without a name."""
    person, nominee = _nominee(request, pk, number)
    form = NomineeForm(request.POST if request.method == "POST" else None)
    who = {"allotment": nominee.allotment, "instead_of": nominee, "by": person, "now": timezone.now()}
    if form.is_valid() and _named(form, **who):
        messages.success(request, _("%(name)s is invited.") % {"name": form.cleaned_data["name"]})
        return redirect("allotment", pk)
    context = {"nominee": nominee, "allotment": nominee.allotment, "form": form}
    return render(request, "courses/nominee_replace.html", context, status=422 if form.is_bound else 200)


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def take_back(request, pk, number):
    """Ask once, then take the seat back; what the person has learned stays theirs."""
    person, nominee = _nominee(request, pk, number)
    refusal = ""
    if request.method == "POST":
        try:
            take_nominee_back(nominee=nominee, by=person, now=timezone.now())
        except AllotmentRefused as error:
            refusal = str(error)
        else:
            messages.success(request, _("The seat is free again."))
            return redirect("allotment", pk)
    context = {"nominee": nominee, "allotment": nominee.allotment, "refusal": refusal}
    return render(request, "courses/nominee_take_back.html", context, status=409 if refusal else 200)


def _nominee(request, pk, number):
    """(contact, somebody whom the organization sends)."""
    person = person_for(request)
    seats = get_object_or_404(allotments_of(person), pk=pk)
    nominee = get_object_or_404(seats.nominees.using_seats().select_related("enrollment__person"), pk=number)
    nominee.allotment = seats
    return person, nominee


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def nomination(request, key):
    """Yes or no to an organization's seat. Whoever has the link reads it; only an account says yes.

    Opening it changes nothing: mail programs open links before people do.
    """
    nominees = Nominee.objects.exclude(allotment__cohort__state="draft").filter(allotment__cohort__course__live=True)
    nominees = nominees.select_related("allotment__organization", "allotment__cohort__course__locale", "enrollment")
    nominee, now = get_object_or_404(nominees, key=key), timezone.now()
    if request.method == "POST" and request.POST.get("answer") == "no":
        if decline(nominee=nominee, now=now):
            return render(request, "courses/nomination_declined.html", {"nominee": nominee})
        person = person_of(request.user)
        return _asked(request, nominee, person, refusal=refusal_to_accept(nominee, person=person, now=now), status=409)
    if request.method == "POST" and not request.user.is_authenticated:
        return redirect_to_login(request.get_full_path())
    person = person_for(request) if request.user.is_authenticated else None
    if request.method == "POST":
        return _accepted(request, nominee, person, now=now)
    return _asked(request, nominee, person, refusal=refusal_to_accept(nominee, person=person, now=now))


def _accepted(request, nominee, person, *, now):
    try:
        enrollment = accept(nominee=nominee, person=person, now=now)
    except EnrollmentRefused as error:
        return _asked(request, nominee, person, refusal=str(error), status=409)
    messages.success(request, _("You are enrolled. We have sent the details by e-mail."))
    return redirect(enrollment.cohort.course.url)


def _asked(request, nominee, person, *, refusal, status=200):
    cohort = nominee.allotment.cohort
    context = {
        "nominee": nominee,
        "cohort": cohort,
        "course": cohort.course,
        "organization": nominee.allotment.organization,
        "rows": answers(cohort, person),
        "refusal": refusal,
    }
    return render(request, "courses/nomination.html", context, status=status)
