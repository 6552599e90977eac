"""The rule of an event: what holds, how it came to be, another version, and deciding anew by it. For planners."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from people.accounts import person_for
from webinars.access import may_manage
from webinars.entries import event_path
from webinars.exceptions import AttendanceRefused
from webinars.models import EventPage
from webinars.recomputing import decide_anew, decided_by_older, forecast
from webinars.rule_forms import RuleForm
from webinars.rule_versions import change_rule, newest_rule


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def rule(request, pk):
    """A new version counts for what is not decided yet; the page then shows what it would change of the rest."""
    event = _planned_event(request, pk)
    form = RuleForm(request.POST if request.method == "POST" else None, newest=newest_rule(event.pk))
    if form.is_valid():
        values = {"terms": form.terms, "reason": form.cleaned_data["reason"], "seen": form.cleaned_data["seen"]}
        try:
            change_rule(event=event, by=person_for(request), now=timezone.now(), **values)
        except AttendanceRefused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("The new version holds for sessions that are not decided yet."))
            return redirect("attendance_rule", event.pk)
    context = {
        "event": event,
        "form": form,
        "newest": newest_rule(event.pk),
        "versions": event.attendance_rules.select_related("made_by"),
        "forecast": forecast(decided_by_older(event)),
        "event_url": event_path(event),
    }
    return render(request, "webinars/rule.html", context, status=422 if form.errors else 200)


@never_cache
@login_required
@require_POST
def decide_event_anew(request, pk):
    """Carry out what the page showed, all of it or nothing."""
    event = _planned_event(request, pk)
    try:
        done = decide_anew(
            sessions=list(decided_by_older(event)),
            digest=request.POST.get("digest", ""),
            by=person_for(request),
            now=timezone.now(),
        )
    except AttendanceRefused as refusal:
        messages.error(request, str(refusal))
    else:
        number = len(done.sessions)
        words = ngettext("%(number)d session is decided anew.", "%(number)d sessions are decided anew.", number)
        messages.success(request, words % {"number": number})
    return redirect("attendance_rule", event.pk)


def _planned_event(request, pk):
    if not may_manage(request.user):
        raise PermissionDenied
    return get_object_or_404(EventPage, pk=pk)
