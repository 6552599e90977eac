"""Attendance from files of other systems: bring one, look over who is who, confirm, take back. For planners."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from people.accounts import person_for
from people.alphabet import Alphabetically
from people.models import Person
from webinars.entries import event_path
from webinars.exceptions import AttendanceRefused
from webinars.import_forms import MatchForm, UploadForm
from webinars.importing import confirm, decide_match, discard, undo, upload

from .report import planned_session

STEPS = ("confirm", "undo", "nobody", "discard")
AT_ONCE = 20  # questions on one page
PROBLEMS_SHOWN = 50
A_PAGE = 100


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def imports(request, public_id):
    """The files of this session, and the way to bring another."""
    session = planned_session(request, public_id)
    form = UploadForm(request.POST, request.FILES) if request.method == "POST" else UploadForm()
    if form.is_valid():
        file, zone = form.cleaned_data["file"], form.cleaned_data["zone"]
        who = {"by": person_for(request), "now": timezone.now()}
        try:
            imported = upload(session=session, name=file.name, data=file.read(), zone=zone, **who)
        except AttendanceRefused as refusal:
            form.add_error("file", str(refusal))
        else:
            return redirect("attendance_import", session.public_id, imported.pk)
    context = {
        "session": session,
        "form": form,
        "imports": session.imports.select_related("uploaded_by"),
        "event_url": event_path(session.event),
    }
    return render(request, "webinars/imports.html", context, status=422 if form.is_bound else 200)


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def one_import(request, public_id, pk):
    """What was read, what could not be, who is who; a POST answers some of the open questions."""
    session = planned_session(request, public_id)
    imported = get_object_or_404(session.imports.select_related("uploaded_by", "confirmed_by", "undone_by"), pk=pk)
    asked = _asked(request, imported)
    people = Person.objects.in_bulk({pk for row in asked for pk in row.suggestions})
    form = MatchForm(request.POST if request.method == "POST" else None, rows=asked, people=people)
    if form.is_valid():
        return _answer(request, imported, form)
    decided = imported.people.exclude(how="").select_related("person").order_by(Alphabetically("name"), "pk")
    context = {
        "session": session,
        "imported": imported,
        "form": form,
        "open": imported.people.undecided().count() if imported.waits else 0,
        "problems": imported.problems[:PROBLEMS_SHOWN],
        "decided": Paginator(decided, A_PAGE).get_page(request.GET.get("page")),
        "seated": _seated(session) if asked else (),
        "event_url": event_path(session.event),
    }
    return render(request, "webinars/import.html", context, status=422 if form.is_bound else 200)


def _asked(request, imported):
    """The questions of this page: the one whose answer is to change, else the next open ones."""
    if not imported.waits:
        return []
    wanted = request.GET.get("change", "")
    rows = imported.people.filter(pk=wanted) if wanted.isdecimal() else imported.people.undecided()
    return list(rows[:AT_ONCE])


def _seated(session):
    """Who has a seat, for the list of the browser."""
    people = Person.objects.filter(registrations__in=session.registrations.active())
    return people.order_by(Alphabetically("legal_name"), "pk")


def _answer(request, imported, form):
    try:
        for row, person in form.answers:
            decide_match(row=row, person=person, by=person_for(request), now=timezone.now())
    except AttendanceRefused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("Saved. The next file is matched the same way."))
    return redirect("attendance_import", imported.session.public_id, imported.pk)


@never_cache
@login_required
@require_POST
def step(request, public_id, pk, name):
    """Confirm, take back, throw away; also «nobody» for all who are still open."""
    if name not in STEPS:
        raise Http404
    session = planned_session(request, public_id)
    imported, who = get_object_or_404(session.imports, pk=pk), {"by": person_for(request), "now": timezone.now()}
    try:
        if name == "confirm":
            confirm(imported=imported, **who)
            messages.success(request, _("The import counts. See below what deciding again would change."))
            return redirect("attendance_report", session.public_id)
        if name == "undo":
            undo(imported=imported, **who)
            messages.success(request, _("The import is taken back: it counts no longer, and stays on record."))
        elif name == "nobody":
            for row in imported.people.undecided():
                decide_match(row=row, person=None, **who)
        else:
            discard(imported=imported)
            return redirect("attendance_imports", session.public_id)
    except AttendanceRefused as refusal:
        messages.error(request, str(refusal))
    return redirect("attendance_import", session.public_id, pk)
