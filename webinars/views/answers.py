"""Answers to the questions of an event: one's own, to read and change, and all of a session for those who hold it."""

from dataclasses import dataclass

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from content.asking import AnswersForm
from people.accounts import person_for
from people.signing_in import signed_in
from webinars.access import is_host, visible_events
from webinars.asking.attendees import as_csv, as_xlsx, table_of
from webinars.asking.keeping import change_answers, may_change, sessions_with
from webinars.asking.questions import answers_of, questions_of
from webinars.entries import event_path
from webinars.exceptions import RegistrationRefused
from webinars.exports import FILES
from webinars.private import page_of

from . import session_for

WRITERS = {"csv": as_csv, "xlsx": as_xlsx}


@dataclass(frozen=True)
class Row:
    label: str
    value: str


@never_cache
@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def answers(request, pk):
    """What the reader answered; until the last of their dates begins they may answer anew."""
    event = get_object_or_404(visible_events(request.user).select_related("locale"), pk=pk)
    person, now = person_for(request), timezone.now()
    asked, known = questions_of(event), answers_of(person, event)
    changeable = may_change(person, event, now=now)
    if not asked or not (known or sessions_with(person).filter(event__translation_key=event.translation_key).exists()):
        raise Http404
    form = AnswersForm(request.POST if request.method == "POST" else None, asked=asked, known=known)
    problem = ""
    if form.is_valid():
        try:
            change_answers(person=person, event=event, answers=form.given, now=now)
        except RegistrationRefused as refusal:
            problem = str(refusal)
        else:
            messages.success(request, _("Your answers are saved."))
            return redirect(event_path(event))
    context = {
        "event": event,
        "event_url": event_path(event),
        "problem": problem,
        "form": form if changeable else None,
        "rows": [Row(question.label, question.shown(known.get(question.key, ""))) for question in asked],
    }
    return render(request, "webinars/answers.html", context, status=409 if problem else 422 if form.errors else 200)


@never_cache
@signed_in
@require_safe
def attendees(request, public_id):
    """Who comes and who waits, with their answers."""
    session = _of_host(request, public_id)
    heads, rows = table_of(session)
    context = {"session": session, "heads": heads, "rows": rows, "event_url": page_of(session)}
    return render(request, "webinars/attendees.html", context)


@never_cache
@signed_in
@require_safe
def download(request, public_id, kind):
    """The same list as a file."""
    session = _of_host(request, public_id)
    if kind not in WRITERS:
        raise Http404
    response = HttpResponse(WRITERS[kind](session), content_type=FILES[kind][1])
    name = f"attendees-{timezone.localtime(session.starts_at):%Y-%m-%d}-{session.event.slug}.{kind}"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _of_host(request, public_id):
    session = session_for(request, public_id)
    if session.is_private:  # nobody registers for it, so nothing is asked
        raise Http404
    if not is_host(user=request.user, session=session):
        raise PermissionDenied
    return session
