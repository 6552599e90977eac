"""The host's page: polls, materials and the substitute, prepared before a session and used in it."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from people.accounts import person_of
from people.signing_in import signed_in
from webinars.access import role_for
from webinars.exceptions import BoardRefused
from webinars.private import page_of
from webinars.rooms import Role
from webinars.views import session_for

from . import materials, polls
from .boards import board_of, set_substitute
from .forms import MaterialForm, PollForm, SubstituteForm
from .reading import polls_for
from .views import attempt

STEPS = {"open": polls.open_poll, "close": polls.close_poll, "show": polls.show_results, "discard": polls.discard}


@never_cache
@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def desk(request, public_id):
    """Three forms on one page; each is sent by itself and says by ``what`` which it is."""
    session, now = hosted(request, public_id), timezone.now()
    board, what = board_of(session), request.POST.get("what")
    poll_form = PollForm(request.POST if what == "poll" else None, prefix="poll")
    material_form = MaterialForm(*((request.POST, request.FILES) if what == "material" else ()), prefix="material")
    substitute_form = SubstituteForm(request.POST if what == "substitute" else None, instance=board)
    writers = {"poll": (poll_form, _poll), "material": (material_form, _material)}
    writers["substitute"] = substitute_form, _substitute
    status = 200
    if request.method == "POST":
        form, write = writers.get(what, (None, None))
        if form is not None and form.is_valid() and _written(form, write, session, by=request.user, now=now):
            messages.success(request, _("Saved."))
            return redirect("room_desk", public_id)
        status = 422
    context = {
        "session": session,
        "event_url": page_of(session),
        "forms": [form for form, _write in writers.values() if form.is_bound],
        "poll_form": poll_form,
        "material_form": material_form,
        "substitute_form": substitute_form,
        "polls": polls_for(session, person=person_of(request.user), hosting=True),
        "materials": session.materials.all(),
    }
    return render(request, "webinars/beside/desk.html", context, status=status)


@never_cache
@signed_in
@require_POST
def poll_step(request, public_id, pk, step):
    """Open, close, show, discard; from the room as well as from here."""
    session = hosted(request, public_id)
    poll = get_object_or_404(session.polls.select_related("session"), pk=pk)
    if step not in STEPS:
        raise Http404
    return attempt(request, session, lambda: STEPS[step](poll=poll, by=request.user, now=timezone.now()))


@never_cache
@signed_in
@require_POST
def remove_material(request, public_id, pk):
    session = hosted(request, public_id)
    materials.remove(material=get_object_or_404(session.materials.select_related("session"), pk=pk), by=request.user)
    messages.success(request, _("It is taken off."))
    return redirect("room_desk", public_id)


def hosted(request, public_id):
    session = session_for(request, public_id)
    if role_for(user=request.user, session=session) is not Role.HOST:
        raise PermissionDenied
    return session


def _written(form, write, session, *, by, now):
    try:
        write(form, session, by=by, now=now)
    except BoardRefused as refusal:
        form.add_error(None, str(refusal))
    return not form.errors


def _poll(form, session, **who):
    polls.prepare(session=session, **form.cleaned_data, **who)


def _material(form, session, **who):
    materials.add(session=session, content_type=form.content_type, **form.cleaned_data, **who)


def _substitute(form, session, *, by, now):
    said = form.cleaned_data
    set_substitute(session=session, substitute=said["substitute"], note=said["substitute_note"], by=by)
