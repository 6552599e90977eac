"""Pages of a working meeting: invitation and answer, minutes to read, to write and to approve. 404 for outsiders."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from people.accounts import person_for
from people.signing_in import signed_in
from webinars.entries import event_path
from webinars.exceptions import MinutesRefused, RegistrationRefused

from .access import approves, is_invited, keeps_minutes, meeting_of, meeting_page, sessions_of
from .forms import AnswerForm, Decisions, MinutesForm, decided, moment_seen
from .inviting import answer, answer_of, answers_to
from .minuting import approve, reopen, write


@never_cache
@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def invitation(request, pk):
    """When, what about, and whether one comes. Who leads the meeting sees who said what."""
    event, person, now = meeting_page(request.user, pk), person_for(request), timezone.now()
    invited, leads = is_invited(person=person, event=event), approves(user=request.user, event=event)
    form, problem = AnswerForm(request.POST or None), ""
    if request.method == "POST":
        if not invited:
            raise Http404
        if form.is_valid():
            comes = form.cleaned_data["comes"] == "yes"
            try:
                answer(person=person, event=event, comes=comes, note=form.cleaned_data["note"], now=now)
            except RegistrationRefused as refusal:
                problem = str(refusal)
            else:
                messages.success(request, _thanks(comes))
                return redirect("event_invitation", pk)
    dates = sessions_of(event).scheduled().upcoming(now=now).select_related("event")
    context = _about(event) | {
        "form": form,
        "problem": problem,
        "dates": dates,
        "meeting": meeting_of(event),
        "invited": invited,
        "answer": answer_of(person, event) if invited else "",
        "keeps": keeps_minutes(user=request.user, event=event),
        "leads": leads,
        "answers": answers_to(event) if leads else [],
    }
    status = 409 if problem else 422 if request.method == "POST" else 200
    return render(request, "webinars/invitation.html", context, status=status)


def _thanks(comes):
    if comes:
        return _("You come. We have sent the details by e-mail.")
    return _("Thank you for telling us that you do not come.")


@never_cache
@signed_in
@require_safe
def minutes(request, pk):
    """Approved minutes for everybody invited; before that for those who keep them."""
    event = meeting_page(request.user, pk)
    meeting, keeps = meeting_of(event), keeps_minutes(user=request.user, event=event)
    if not (meeting.is_approved or keeps):
        raise Http404
    context = _about(event) | {
        "meeting": meeting,
        "decisions": meeting.decisions.all() if meeting.pk else [],
        "held": sessions_of(event).scheduled().filter(starts_at__lte=timezone.now()).order_by("starts_at"),
        "keeps": keeps,
        "approves": approves(user=request.user, event=event),
    }
    return render(request, "webinars/minutes.html", context)


@never_cache
@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def write_minutes(request, pk):
    """What was talked about and decided. Who saves over words of somebody else sees both first."""
    event = _kept(request, pk)
    meeting, status, theirs = meeting_of(event), 200, None
    rows = list(meeting.decisions.values("text", "who", "due_on")) if meeting.pk else []
    seen = meeting.written_at.isoformat() if meeting.written_at else ""
    if request.method == "POST":
        form, formset = MinutesForm(request.POST), Decisions(request.POST, prefix="d")
        status = 422
        if form.is_valid() and formset.is_valid():
            said = {"minutes": form.cleaned_data["minutes"], "seen": form.cleaned_data["seen"]}
            try:
                write(event=event, decisions=decided(formset), by=request.user, now=timezone.now(), **said)
            except MinutesRefused as refusal:
                form.add_error(None, str(refusal))
                status = 409
                if refusal.overtaken:
                    form.data = {**request.POST.dict(), "seen": seen}
                    theirs = {"minutes": meeting.minutes, "decisions": rows}
            else:
                messages.success(request, _("The minutes are saved. Nobody else invited reads them until approved."))
                return redirect("event_minutes", pk)
    else:
        form = MinutesForm(initial={"minutes": meeting.minutes, "seen": seen})
        formset = Decisions(initial=rows, prefix="d")
    context = _about(event) | {"meeting": meeting, "form": form, "formset": formset, "theirs": theirs}
    return render(request, "webinars/minutes_write.html", context, status=status)


@never_cache
@signed_in
@require_POST
def decide(request, pk):
    """Approve the minutes as they were shown, or take the approval back; by who leads the meeting."""
    event = _kept(request, pk)
    if not approves(user=request.user, event=event):
        raise Http404
    if "reopen" in request.POST:
        reopen(event=event, by=request.user)
        messages.success(request, _("The approval is taken back. Correct the minutes and approve them again."))
        return redirect("event_minutes", pk)
    try:
        approve(event=event, seen=moment_seen(request.POST.get("seen", "")), by=request.user, now=timezone.now())
    except MinutesRefused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("The minutes are approved. Everybody invited gets a mail with the link."))
    return redirect("event_minutes", pk)


def _kept(request, pk):
    """The event whose minutes the reader keeps; else 404."""
    event = meeting_page(request.user, pk)
    if not keeps_minutes(user=request.user, event=event):
        raise Http404
    return event


def _about(event):
    return {"event": event, "event_url": event_path(event), "pk": event.pk}
