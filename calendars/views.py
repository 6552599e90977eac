"""The public feed, a person's private feed, the pages about one's own calendar, and how to subscribe."""

from itertools import groupby
from urllib.parse import urlsplit

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from people.accounts import person_of
from people.addresses import absolute, absolute_reverse, lasting_path

from .feeds import PublicFeed, answer
from .forms import AddressForm, SettingsForm
from .preferences import busy, settings_of
from .tokens import issue_token, note_fetched, revoke_token

ENTRIES_SHOWN = 50


@require_safe
def public_feed(request, sources):
    """All events of the school."""
    entries = sources.public_entries(now=timezone.now())
    return answer(request, entries, name=_("Events of the school"), url=absolute("/"), public=True)


@require_safe
def personal_feed(request, token, sources):
    """What one person takes part in. The address is the key: calendar programs cannot sign in."""
    now = timezone.now()
    found = sources.feed_behind(token, now=now)
    if found is None:
        raise Http404
    wanted = found.wanted
    note_fetched(token=found.token, now=now)
    with override(wanted.language or get_language()):
        entries = sources.entries_of(found, now=now)
        if wanted.busy_only:
            response = answer(request, busy(entries), name=_("Busy"), alarms=wanted.alarms)
        else:
            address = absolute(lasting_path("my_calendar", language=get_language()))
            response = answer(request, entries, name=_("My learning"), url=address, alarms=wanted.alarms)
    response["Referrer-Policy"] = "no-referrer"
    return response


@require_safe
def subscribe(request, sources):
    """Every public feed, and how each calendar app takes one."""
    feeds = [PublicFeed(_("Events of the school"), reverse("feed_public")), *sources.public_feeds()]
    groups = [(group, list(members)) for group, members in groupby(feeds, key=lambda feed: feed.group)]
    return render(request, "calendars/subscribe.html", {"groups": groups, "address": absolute(feeds[0].path)})


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def my_calendar(request, sources):
    """What comes, and the address to subscribe to. It is shown once, in the answer that made it."""
    person = _owner(request)
    now, secret = timezone.now(), ""
    form = AddressForm(request.POST or None)
    if form.is_valid():
        if form.cleaned_data["action"] == AddressForm.REVOKE:
            if revoke_token(person=person, now=now):
                messages.success(request, _("The address does not work any more."))
            return redirect("my_calendar")
        secret = issue_token(person=person, now=now)
    coming = [entry for entry in sources.personal_entries(person=person, now=now) if entry.ends > now]
    context = {
        "entries": coming[:ENTRIES_SHOWN],
        "active": person.feed_tokens.active().first(),
        **_address(secret),
    }
    return render(request, "calendars/my_calendar.html", context, status=400 if form.errors else 200)


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def calendar_settings(request, sources):
    """What the feed contains and how, and whether mails bring invitations."""
    form = SettingsForm(request.POST or None, instance=settings_of(_owner(request)))
    if form.is_valid():
        form.save()
        messages.success(request, _("Saved."))
        return redirect("my_calendar")
    return render(request, "calendars/settings.html", {"form": form}, status=400 if form.errors else 200)


def _owner(request):
    person = person_of(request.user)
    if person is None:
        raise PermissionDenied
    return person


def _address(secret):
    """The new address in the two forms that calendar programs want, or nothing."""
    if not secret:
        return {}
    address = absolute_reverse("feed_personal", secret, language=get_language())
    parts = urlsplit(address)
    return {"address": address, "webcal": parts._replace(scheme="webcal").geturl()}
