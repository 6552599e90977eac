"""The way to sign in, from pages on which people write: what somebody typed until their session ended is not lost."""

from functools import wraps

from django.contrib.auth.views import redirect_to_login
from django.shortcuts import redirect, render

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
