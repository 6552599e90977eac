"""The public programme: a day of it, an item, now and next, the change log, one's own choice."""

from django.contrib import messages
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from calendars import xcal
from calendars.feeds import answer
from calendars.kyiv import KYIV
from people.accounts import person_of
from people.addresses import absolute
from webinars.entries import event_path

from . import frab, stars
from .access import published, published_to_all
from .changes import sentences
from .entries import programme_entries
from .filters import Wanted, choices
from .materials import add_kept
from .models import Item
from .reading import Published
from .speakers import with_cards
from .table import WIDEST, rows_of


def _open(request, pk):
    """(context that every page of a programme shares, what is published)."""
    event, release = published(request.user, event_pk=pk)
    chosen = stars.starred(person=person_of(request.user), session=request.session, programme=release.programme)
    programme = Published(release, starred=chosen)
    context = {"event": event, "event_url": event_path(event), "programme": programme, "now": timezone.now()}
    return context, programme


@require_safe
def show_programme(request, pk):
    """One day as a table: rooms across where they fit, one under the other on a phone."""
    context, programme = _open(request, pk)
    wanted = Wanted.of(request.GET, programme, today=context["now"].astimezone(KYIV).date())
    talks = [talk for talk in programme.talks if wanted.takes(talk)]
    add_kept(talks, now=context["now"])
    used = {talk.room.key for talk in talks if talk.room}
    rooms = [room for key, room in programme.rooms.items() if key in used]
    context |= {
        "wanted": wanted,
        "days": [(day, wanted.but(day=day).query, day == wanted.day) for day in programme.days],
        "groups": choices(wanted, programme),
        "rooms": rooms,
        "rows": rows_of(talks, rooms),
        "narrow": len(rooms) > WIDEST,
        "feeds": [(name, reverse(f"{part}_ics", args=[pk, key])) for part, key, name in programme.parts],
        "mine_url": wanted.but(mine=not wanted.mine).query,
        "number_mine": len(programme.starred & set(programme.values["items"])),
    }
    return render(request, "conferences/programme.html", context)


@require_safe
def show_item(request, pk, public_id):
    """An item; recordings and slides stand there once it is over."""
    context, programme = _open(request, pk)
    talk = programme.find(str(public_id))
    if talk is None:
        raise Http404
    add_kept([talk], now=context["now"])
    speakers, moderators = with_cards(talk)
    said = {"talk": talk, "speakers": speakers, "moderators": moderators}
    return render(request, "conferences/item.html", {**context, **said})


@never_cache
@require_safe
def now_and_next(request, pk):
    """What is on and what comes, with the way into the rooms; who may enter is asked there."""
    context, programme = _open(request, pk)
    on, coming = programme.now_and_next(context["now"])
    joined = [(talk, talk.room and talk.room.is_online and talk.room.session_at(context["now"])) for talk in on]
    return render(request, "conferences/now.html", {**context, "on": joined, "coming": coming})


@require_safe
def show_changes(request, pk):
    """Every version and what it changed, the newest first."""
    context, programme = _open(request, pk)
    releases = list(programme.release.programme.releases.order_by("number"))
    log = [
        (
            made,
            sentences(made.changes, before=before.snapshot if before else {}, after=made.snapshot, now=context["now"]),
        )
        for before, made in zip([None, *releases], releases, strict=False)
    ]
    return render(request, "conferences/changes.html", {**context, "log": log[::-1]})


@require_safe
def feed(request, pk, part="", public_id=None):
    """The programme, a track or a room of it as a calendar. Programs have no account: only what anybody may see."""
    (title, release), keys = published_to_all(pk), None
    name = title
    if part:
        found = Published(release).part(part, str(public_id))
        if found is None:
            raise Http404
        label, keys = found
        name = f"{title}: {label}"
    address = absolute(reverse("programme", args=[pk]))
    return answer(request, programme_entries(pk, release, keys=keys), name=name, url=address, public=True)


@never_cache
@require_safe
def my_file(request, pk):
    """What this reader starred, as a file to put into a calendar; no account is needed, as for the star."""
    context, programme = _open(request, pk)
    name = _("My programme: %(title)s") % {"title": context["event"].title}
    entries = programme_entries(pk, programme.release, keys=programme.starred)
    address = absolute(reverse("programme", args=[pk]))
    return answer(request, entries, name=name, url=address, filename="my-programme.ics")


@require_safe
def schedule(request, pk, kind):
    """``schedule.xml``, ``.json`` and ``.xcal`` for apps that know no account: only what anybody may see."""
    if kind not in ("xml", "json", "xcal"):
        raise Http404
    event, release = published(None, event_pk=pk)
    if kind == "xcal":
        return HttpResponse(
            xcal.xcal_bytes(programme_entries(pk, release), name=event.title), content_type=xcal.MEDIA_TYPE
        )

    def url_of(talk):
        return absolute(reverse("programme_item", args=[pk, talk.key]))

    url = absolute(reverse("programme", args=[pk]))
    values = frab.schedule_of(Published(release), event=event, url=url, url_of=url_of)
    if kind == "json":
        return JsonResponse({"schedule": values}, json_dumps_params={"ensure_ascii": False})
    return HttpResponse(frab.schedule_xml(values), content_type=frab.MEDIA_TYPE)


@require_POST
def star(request, pk):
    """Choose an item or leave it; the reader comes back to where they were."""
    context, programme = _open(request, pk)
    on = "star" in request.POST
    talk = programme.find(request.POST.get("star") or request.POST.get("unstar") or "")
    if talk is None:
        raise Http404
    item = get_object_or_404(Item, public_id=talk.key, programme=programme.release.programme)
    stars.set_star(person=person_of(request.user), session=request.session, item=item, on=on)
    messages.success(request, _("Added to my programme.") if on else _("Taken out of my programme."))
    back, table = request.POST.get("next", ""), reverse("programme", args=[pk])
    if not url_has_allowed_host_and_scheme(back, allowed_hosts=None):
        back = table
    stands_there = back.partition("?")[0] == table and (on or "mine" not in back)
    return redirect(f"{back}#i-{talk.key}" if stands_there else back)
