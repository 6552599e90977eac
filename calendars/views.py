"""The public feed, a person's private feed, and the page where its address is made and taken back."""

from urllib.parse import urlsplit

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from people.accounts import person_of
from people.addresses import absolute, absolute_reverse

from .feeds import answer
from .forms import AddressForm
from .tokens import issue_token, person_behind, revoke_token

ENTRIES_SHOWN = 50


@require_safe
def public_feed(request, sources):
    """All events of the school."""
    entries = sources.public_entries(now=timezone.now())
    return answer(request, entries, name=_("Events of the school"), url=absolute("/"), public=True)


@require_safe
def personal_feed(request, token, sources):
    """What one person takes part in. The address is the key: calendar programs cannot sign in."""
    person = person_behind(token)
    if person is None:
        raise Http404
    entries = sources.personal_entries(person=person, now=timezone.now())
    address = absolute_reverse("my_calendar", language=get_language())
    response = answer(request, entries, name=_("My learning"), url=address)
    response["Referrer-Policy"] = "no-referrer"
    return response


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def my_calendar(request, sources):
    """What comes, and the address to subscribe to. It is shown once, in the answer that made it."""
    person = person_of(request.user)
    if person is None:
        raise PermissionDenied
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


def _address(secret):
    """The new address in the two forms that calendar programs want, or nothing."""
    if not secret:
        return {}
    address = absolute_reverse("feed_personal", secret, language=get_language())
    parts = urlsplit(address)
    return {"address": address, "webcal": parts._replace(scheme="webcal").geturl()}
