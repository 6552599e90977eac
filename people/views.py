"""A person's own card."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from .accounts import person_of
from .forms import ProfileForm, ThemeForm

A_YEAR = 365 * 24 * 3600


@never_cache
@login_required
def profile(request):
    """Names, language, region: what certificates and letters use."""
    person = person_of(request.user)
    if person is None:
        raise Http404
    form = ProfileForm(request.POST or None, instance=person)
    if form.is_valid():
        form.save()
        messages.success(request, _("Your profile is saved."))
        return redirect("profile")
    return render(request, "people/profile.html", {"form": form})


@require_POST
def set_theme(request):
    """Keep the colours chosen on this device, in a cookie and nowhere else."""
    form = ThemeForm(request.POST)
    response = redirect("profile" if request.user.is_authenticated else "/")
    if form.is_valid():
        chosen = form.cleaned_data["theme"]
        response.set_cookie("theme", chosen, max_age=A_YEAR, samesite="Lax", httponly=True)
    return response
