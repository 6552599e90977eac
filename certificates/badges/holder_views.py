"""The badge of a certificate for the person it names, who decides whether others may have it."""

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from certificates.access import own_certificates

from . import artwork
from .attaching import attach, detach
from .documents import address
from .exceptions import BadgesOff
from .files import badge_as, form_named
from .keys import badges_are_on
from .making import make_badge, publish, withdraw


class YesNo(forms.TypedChoiceField):
    """Which of two buttons was pressed; None where neither was."""

    def __init__(self):
        choices = [("yes", ""), ("no", "")]
        super().__init__(choices=choices, coerce=lambda answer: answer == "yes", empty_value=None, required=False)


class ConsentForm(forms.Form):
    """Whether others may have the badge, and whether it is in the PDF."""

    public, inside = YesNo(), YesNo()

    def clean(self):
        if set(self.cleaned_data.values()) <= {None}:
            raise forms.ValidationError("")
        return self.cleaned_data


@never_cache
@login_required
def my_badge(request, number):
    """What the badge is, its files, and whether it is public; that can be taken back whatever became of it."""
    certificate = get_object_or_404(_of(request.user), number=number)
    badge = getattr(certificate, "badge", None)
    holds = not (certificate.revoked_at or certificate.superseded_at or certificate.suspended_at)
    if not (badge and badge.published_at) and not (holds and (badge or badges_are_on())):
        raise Http404
    form = ConsentForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        _decide(request, certificate, holds=holds, **form.cleaned_data)
        return redirect("my_badge", number) if holds else redirect("my_certificates")
    picture = artwork.data_address(*artwork.look_of(certificate.statement))
    context = {"certificate": certificate, "badge": badge, "address": badge and address(badge)}
    return render(request, "certificates/badge.html", {**context, "picture": picture, "holds": holds})


@never_cache
@login_required
def my_badge_file(request, number, form):
    """The badge as a file; made when it is asked for the first time."""
    form, certificate = form_named(form), get_object_or_404(_of(request.user).held(), number=number)
    try:
        return badge_as(form, make_badge(certificate=certificate, now=timezone.now()))
    except BadgesOff as off:
        raise Http404 from off


def _of(user):
    return own_certificates(user).select_related("badge")


def _decide(request, certificate, *, public, inside, holds):
    chosen, by, now = {"certificate": certificate}, request.user, timezone.now()
    if public:
        publish(**chosen, by=by, now=now)
        messages.success(request, _("The badge is public now."))
    elif public is False:
        withdraw(**chosen, by=by)
        messages.success(request, _("The badge is yours alone again."))
    elif inside and holds:
        attach(**chosen, by=by, now=now)
        messages.success(request, _("The badge is in the PDF now."))
    elif inside is False:
        detach(**chosen, by=by)
        messages.success(request, _("The badge is out of the PDF again."))
