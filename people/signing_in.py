"""The way to sign in, from pages on which people write: what somebody typed until their session ended is not lost."""

from functools import wraps

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect, render
from django.urls import reverse

WORTH_KEEPING = 20  # signs; nobody copies a shorter answer


def signed_in(view):
    """For those who are signed in, as ``login_required``; the others see what they have sent, to be copied."""

    @wraps(view)
    def gated(request, *arguments, **named):
        if not request.user.is_authenticated:
            return to_sign_in(request)
        return view(request, *arguments, **named)

    return gated


def to_sign_in(request):
    """To the way in. A text that was sent is shown first: nothing else has it."""
    texts = [text for text in request.POST.values() if len(text) >= WORTH_KEEPING and " " in text.strip()]
    way_in = redirect_to_login(request.get_full_path()).url
    if not texts:
        return redirect(way_in)
    return render(request, "people/signed_out.html", {"texts": texts, "way_in": way_in}, status=403)


def to_the_admin(request):
    """Where Wagtail sends who may not enter its admin: to the way in, or, signed in already, to a plain no.

    The way in would lead them back at once, and so on round and round.
    """
    if request.user.is_authenticated and not request.user.has_perm("wagtailadmin.access_admin"):
        raise PermissionDenied
    query = request.META["QUERY_STRING"]
    return redirect(reverse("account_login") + (f"?{query}" if query else ""))
