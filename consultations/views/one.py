"""The page of one consultation, for the two and for coordinators; the note; calling off."""

from django.contrib import messages
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from consultations import booking
from consultations.forms import NoteForm, ReasonForm
from consultations.notes import keep_note
from people.accounts import person_of
from people.signing_in import signed_in
from webinars.access import joining_window, role_for

from . import answer, consultation_for, own_consultation, try_to


@never_cache
@signed_in
@require_safe
def page(request, public_id):
    """When, about what, the way into the room, the note, and what one may do."""
    consultation, now = consultation_for(request, public_id), timezone.now()
    session, person = consultation.session, person_of(request.user)
    role = role_for(user=request.user, session=session)
    stands = not session.is_cancelled
    context = {
        "consultation": consultation,
        "session": session,
        "giving": consultation.trainer == person,
        "taking": consultation.person == person,
        "over": session.is_over(now=now),
        "may_join": role is not None and stands and now <= joining_window(session, role=role)[1],
        "may_change": stands and now <= booking.changes_end_at(consultation),
        "rule": booking.rule_of(consultation.offer),
    }
    return answer(request, "one", context)


@never_cache
@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def note(request, public_id):
    """The trainer writes what only the two and coordinators read."""
    consultation = own_consultation(request, public_id, side="trainer")
    form = NoteForm(request.POST if request.method == "POST" else None, initial={"note": consultation.note})
    if request.method == "POST" and form.is_valid():
        text = form.cleaned_data["note"]
        keep_note(consultation=consultation, text=text, by=request.user.person, now=timezone.now())
        messages.success(request, _("The note is saved."))
        return redirect("consultation", public_id)
    return answer(request, "note", {"consultation": consultation}, form=form)


@never_cache
@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def call_off(request, public_id):
    """The trainer cancels and says why."""
    consultation = own_consultation(request, public_id, side="trainer")
    form, problem = ReasonForm(request.POST if request.method == "POST" else None), ""
    if request.method == "POST" and form.is_valid():
        reason = form.cleaned_data["reason"]
        done, problem = try_to(booking.call_off, consultation=consultation, reason=reason, by=request.user)
        if done:
            messages.success(request, _("The consultation is cancelled. Both of you get a mail."))
            return redirect("my_consultations")
    return answer(request, "call_off", {"consultation": consultation}, problem=problem, form=form)
