"""Verification for anyone: by number, by file, by name. Guessing is slowed, see ``limits``."""

import hashlib
import math

from django.http import HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from .badges.checking import Verdict, check
from .badges.documents import address as badge_address
from .badges.files import DOCUMENT
from .forms import NameForm, VerifyFileForm, VerifyForm
from .limits import NAMES, NAMES_OF_ONE, NUMBERS, address_of
from .verification import answer, find, find_by_hash, find_claimed, same_name

JSON = "application/json"


def unlisted(response):
    """Certificates are nobody's search result."""
    response["X-Robots-Tag"] = "noindex"
    return response


def wants_json(request):
    return request.get_preferred_type(["text/html", JSON]) == JSON


def answered(request, template, context, *, plain, status=200, wait=0):
    """The page, or the same in JSON for who prefers it."""
    response = (
        JsonResponse(plain, status=status, json_dumps_params={"ensure_ascii": False})
        if wants_json(request)
        else render(request, template, context, status=status)
    )
    patch_vary_headers(response, ["Accept"])
    if wait:
        response["Retry-After"] = str(wait)
    return unlisted(response)


def verify(request):
    """The forms; a correct number leads to its page, so that the page can be kept or sent on."""
    form = VerifyForm(request.GET if "number" in request.GET else None)
    if form.is_bound and form.is_valid():
        return HttpResponseRedirect(reverse("verify_number", args=[form.cleaned_data["number"]]))
    return _asked_again(request, form, status=400 if form.is_bound else 200)


@never_cache
def verify_number(request, number, slash=False):
    """What a certificate says, or that it is not found: the same for one that nobody has and one that is hidden.

    However the number was typed, with a ``slash`` behind it or without, it leads to the one address of its page.
    """
    form = VerifyForm({"number": number})
    if not form.is_valid():
        return _asked_again(request, form, status=404)
    canonical = form.cleaned_data["number"]
    if slash or canonical != number:
        return HttpResponseRedirect(reverse("verify_number", args=[canonical]))
    now, who = timezone.now(), address_of(request)
    if wait := NUMBERS.wait(who, now=now):
        return slowed(request, wait)
    certificate = find(canonical)
    if certificate is None:
        NUMBERS.count(who, now=now)
        return _not_found(request, canonical)
    if request.method == "POST":
        return _compared(request, certificate, who, now=now)
    return _said(request, certificate, now=now)


@never_cache
def verify_file(request):
    """Whether a PDF is, byte for byte, one that was issued, or a badge the one that was signed."""
    form = VerifyFileForm(request.POST, request.FILES) if request.method == "POST" else VerifyFileForm()
    if not form.is_valid():
        return _asked_again(request, VerifyForm(), file_form=form, status=400 if form.is_bound else 200)
    now, who = timezone.now(), address_of(request)
    if wait := NUMBERS.wait(who, now=now):
        return slowed(request, wait)
    digest = hashlib.file_digest(form.cleaned_data["file"].file, "sha256").hexdigest()
    if certificate := find_by_hash(digest):
        return _said(request, certificate, now=now, same_file=True)
    data = _read(form.cleaned_data["file"])
    verdict, badge = check(data)
    if verdict == Verdict.GENUINE:
        return _said(request, badge.certificate, now=now, same_badge=True)
    NUMBERS.count(who, now=now)
    if verdict == Verdict.TAMPERED:
        return answered(request, "certificates/changed_badge.html", {}, plain={"state": "tampered"}, status=422)
    if claimed := find_claimed(data):
        plain = {"state": "tampered", "number": claimed.number}
        return answered(request, "certificates/changed_file.html", plain, plain=plain, status=422)
    return answered(request, "certificates/other_file.html", {}, plain={"state": "not_found"}, status=404)


def _read(file):
    file.seek(0)
    return file.read()


def _said(request, certificate, *, now, **context):
    said, badge = answer(certificate, now=now), getattr(certificate, "badge", None)
    public = badge_address(badge) if badge and badge.is_public and said.title else ""
    if public and request.get_preferred_type(["text/html", JSON, DOCUMENT]) == DOCUMENT:
        return unlisted(HttpResponseRedirect(public))  # the QR code and the link of a PDF lead programs to the badge
    context = {"form": NameForm() if said.may_ask else None, **context, "said": said, "badge": public}
    plain = {**said.plain, "badge": public} if public else said.plain
    return answered(request, "certificates/result.html", context, plain=plain)


def _compared(request, certificate, who, *, now):
    """Yes or no to a name; only a no is counted."""
    form = NameForm(request.POST)
    said = answer(certificate, now=now)
    if not said.may_ask or not form.is_valid():
        return _said(request, certificate, now=now, **({"form": form} if said.may_ask else {}))
    if wait := max(NAMES.wait(who, now=now), NAMES_OF_ONE.wait(certificate.pk, now=now)):
        return slowed(request, wait)
    matches = same_name(certificate, form.cleaned_data["name"])
    if not matches:
        NAMES.count(who, now=now)
        NAMES_OF_ONE.count(certificate.pk, now=now)
    context = {"said": said, "form": form, "matches": matches, "typed": form.cleaned_data["name"]}
    return answered(request, "certificates/result.html", context, plain={**said.plain, "matches": matches})


def _asked_again(request, form, *, status, file_form=None):
    context = {"form": form, "file_form": file_form or VerifyFileForm()}
    errors = [error for one in (form, file_form) if one for field in one.errors.values() for error in field]
    plain = {"state": "unreadable", "errors": errors} if errors else {"state": None}
    return answered(request, "certificates/verify.html", context, plain=plain, status=status)


def _not_found(request, number):
    plain = {"number": number, "state": "not_found"}
    return answered(request, "certificates/not_found.html", {"number": number}, plain=plain, status=404)


def slowed(request, wait):
    """Too many tries in vain: when the next one is answered."""
    minutes = math.ceil(wait / 60)
    plain = {"state": "slowed", "retry_after": wait, "errors": [_("Too many tries")]}
    return answered(request, "certificates/slowed.html", {"minutes": minutes}, plain=plain, status=429, wait=wait)
