"""The timetable in the admin: a plain form, the clashes in words, and the days as tables. No mouse, no script."""

from types import SimpleNamespace
from uuid import UUID

from django.contrib.auth.decorators import permission_required
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.dateparse import parse_datetime
from django.utils.timezone import is_aware
from django.utils.translation import gettext as _
from wagtail.admin import messages

from people.alphabet import Alphabetically

from .admin_forms import PlaceForm
from .exceptions import ProgrammeRefused
from .models import Programme
from .planning import clashes_in
from .reading import Published
from .scheduling import schedule_item, unschedule_item
from .snapshots import snapshot_of
from .table import rows_of


@permission_required("conferences.change_item", raise_exception=True)
def timetable_view(request, pk):
    """A POST places the item or takes it off; a clash is told and hinders nobody."""
    programme = get_object_or_404(Programme.objects.select_related("event"), pk=pk)
    if request.method == "POST":
        form = PlaceForm(request.POST, programme=programme)
        if _placed(request, form):
            return redirect("programme:timetable", pk)
    else:
        form = PlaceForm(initial=_chosen(programme, request.GET), programme=programme)
    context = {
        "page_title": _("Timetable: %(title)s") % {"title": programme},
        "header_icon": "calendar-alt",
        "form": form,
        "clashes": clashes_in(programme),
        "days": days_of(programme),
        "drafts": programme.items.filter(starts_at=None).order_by(Alphabetically("title"), "pk"),
        "release_url": reverse("programme:release", args=[pk]),
        "breadcrumbs_items": [
            {"url": reverse("programme:index"), "label": _("Programmes")},
            {"url": reverse("programme:edit", args=[pk]), "label": str(programme)},
            {"url": "", "label": _("Timetable")},
        ],
    }
    return TemplateResponse(request, "conferences/admin/timetable.html", context)


def _placed(request, form):
    """True once the verb has done what the form asks."""
    if "take_off" in request.POST:  # then where and when do not matter
        form.fields["starts_at"].required = form.fields["minutes"].required = False
    if not form.is_valid():
        return False
    data = form.cleaned_data
    try:
        if "take_off" in request.POST:
            unschedule_item(item=data["item"], by=request.user)
            messages.success(request, _("“%(title)s” is off the timetable.") % {"title": data["item"]})
        else:
            schedule_item(**data, by=request.user)
            messages.success(request, _("“%(title)s” has its place.") % {"title": data["item"]})
    except ProgrammeRefused as refusal:
        form.add_error(None, str(refusal))
        return False
    return True


def _chosen(programme, query):
    """What the form begins with: the item that a link names, the free cell that another one does, or both."""
    item, room = _named(programme.items, query.get("item", "")), _named(programme.rooms, query.get("room", ""))
    begun = {}
    if item:
        begun = {"item": item.pk, "room": item.room_id, "starts_at": item.starts_at, "minutes": item.minutes}
    moment = _moment(query.get("at", ""))
    return begun | {"room": room.pk, "starts_at": moment} if room and moment else begun


def _named(rows, text):
    try:
        return rows.filter(public_id=UUID(text)).first()
    except ValueError:
        return None


def _moment(text):
    """A moment that an address says with its zone; None for anything else."""
    try:
        moment = parse_datetime(text)
    except ValueError:
        return None
    return moment if moment and is_aware(moment) else None


def days_of(programme):
    """[(day, rooms, rows)] as they are planned now."""
    planned = Published(SimpleNamespace(snapshot=snapshot_of(programme)))
    rooms = list(planned.rooms.values())
    return [(day, rooms, rows_of([talk for talk in planned.talks if talk.day == day], rooms)) for day in planned.days]
