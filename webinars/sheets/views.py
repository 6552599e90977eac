"""The list to print and to sign, and the signed one as evidence: for the host and those who schedule."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import FileResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe
from wagtail.log_actions import log

from people.accounts import person_for
from webinars.access import is_host
from webinars.attendance import people_of
from webinars.exceptions import AttendanceRefused
from webinars.models import SignedSheet
from webinars.private import page_of
from webinars.views import session_for

from .forms import ReasonForm, SignedForm
from .signed import attach, take_back

EMPTY_LINES = range(8)  # for those who come without a seat


def hosted(request, public_id):
    """The session, for its host and for those who schedule; for others there is none of this."""
    session = session_for(request, public_id)
    if not is_host(user=request.user, session=session):
        raise PermissionDenied
    return session


@never_cache
@login_required
@require_safe
def to_print(request, public_id):
    """Names as on paper, and a place to sign beside each."""
    session = hosted(request, public_id)
    people = people_of(session).prefetch_related("organizations")
    context = {"session": session, "people": people, "empty_lines": EMPTY_LINES, "event_url": page_of(session)}
    return render(request, "webinars/sheet_print.html", context)


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def signed(request, public_id):
    """What is attached, and the way to attach more."""
    session = hosted(request, public_id)
    form = SignedForm(request.POST, request.FILES) if request.method == "POST" else SignedForm()
    if form.is_valid():
        said = {"upload": form.cleaned_data["upload"], "note": form.cleaned_data["note"]}
        try:
            attach(session=session, content_type=form.content_type, by=person_for(request), now=timezone.now(), **said)
        except AttendanceRefused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("The signed sheet is attached."))
            return redirect("signed_sheets", session.public_id)
    context = {
        "session": session,
        "form": form,
        "sheets": session.signed_sheets.select_related("added_by", "withdrawn_by"),
        "event_url": page_of(session),
    }
    return render(request, "webinars/signed.html", context, status=422 if form.is_bound else 200)


@never_cache
@login_required
@require_safe
def signed_file(request, public_id, pk):
    """The file itself, never shown inside a page of ours. Who opened it is written down: it holds signatures."""
    sheet = _sheet(request, public_id, pk)
    log(sheet.session, "webinars.signed.read", user=request.user, data={"file": sheet.name, "sha256": sheet.digest})
    return FileResponse(sheet.file.open("rb"), as_attachment=True, filename=sheet.name, content_type=sheet.content_type)


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request, public_id, pk):
    """It was the wrong file."""
    sheet = _sheet(request, public_id, pk)
    form = ReasonForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        take_back(sheet=sheet, by=person_for(request), now=timezone.now(), **form.cleaned_data)
        messages.success(request, _("The sheet is taken back: it is evidence no longer, and stays on record."))
        return redirect("signed_sheets", sheet.session.public_id)
    context = {"sheet": sheet, "session": sheet.session, "form": form}
    return render(request, "webinars/signed_withdraw.html", context, status=422 if form.is_bound else 200)


def _sheet(request, public_id, pk):
    session = hosted(request, public_id)
    return get_object_or_404(SignedSheet.objects.select_related("session"), session=session, pk=pk)
