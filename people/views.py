"""A person's own card."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
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
        messages.info(request, _("Confirm an e-mail address first; your profile is made then."))
        return redirect("account_email")
    form = ProfileForm(request.POST or None, instance=person)
    if form.is_valid():
        form.save()
        messages.success(request, _("Your profile is saved."))
        return redirect("profile")
    return render(request, "people/profile.html", {"form": form}, status=422 if form.is_bound else 200)


@require_POST
def set_theme(request):
    """Keep the colours chosen on this device, in a cookie and nowhere else; back to where one came from."""
    form = ThemeForm(request.POST)
    back = request.POST.get("next", "")
    safe = url_has_allowed_host_and_scheme(back, {request.get_host()}, require_https=request.is_secure())
    response = redirect(back if safe else "/")
    if not form.is_valid():
        messages.error(request, _("There is no such choice of colours."))
    elif theme := form.cleaned_data["theme"]:
        response.set_cookie("theme", theme, max_age=A_YEAR, samesite="Lax", httponly=True, secure=request.is_secure())
    else:
        response.delete_cookie("theme", samesite="Lax")
    return response
