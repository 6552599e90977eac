"""What anybody's program may fetch: who issues, by which keys, which badges hold no longer – and badges made public."""

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.cache import patch_vary_headers
from django.views.decorators.cache import never_cache

from certificates.models import Badge, CertificateRule
from content.restrictions import pages_open_to_all

from .achievements import SOURCES, of_rule
from .documents import written
from .exceptions import BadgesOff
from .files import DOCUMENT, TEXT, badge_as, form_named
from .issuer import did_document, jwks, profile
from .keys import key_ring
from .proofs import proved
from .status import Kind, exists, status_list
from .tokens import signed

KEPT = 300  # seconds that an answer about keys or states may be kept on its way


def did_json(request):
    return _told(did_document(_keys()))


def jwks_json(request):
    return _told(jwks(_keys()))


def issuer_json(request):
    _keys()
    return _told(profile())


def status(request, number, kind):
    """The list as it is now, proved by the key in force."""
    ring, now = _keys_for(number), timezone.now()
    text = written(proved(status_list(number, kind, now=now), ring, now=now))
    return _open(HttpResponse(text, content_type=DOCUMENT))


def status_token(request, number):
    """The same as a token."""
    ring = _keys_for(number)
    return _open(HttpResponse(signed(status_list(number, Kind.TOKEN, now=timezone.now()), ring), content_type=TEXT))


@never_cache
def badge(request, public_id):
    """The credential for a program; for a person the page of the certificate."""
    found = get_object_or_404(Badge.objects.public().select_related("certificate"), public_id=public_id)
    kind = request.get_preferred_type([DOCUMENT, TEXT, "text/html"])
    if kind == "text/html":
        return _by_accept(redirect("verify_number", found.certificate.number))
    text = found.token if kind == TEXT else found.document
    return _by_accept(_open(HttpResponse(text, content_type=kind or DOCUMENT), kept=0))


@never_cache
def badge_file(request, public_id, form):
    """What its holder lets others have: there for as long as they do."""
    form = form_named(form)
    found = get_object_or_404(Badge.objects.public().select_related("certificate"), public_id=public_id)
    return _open(badge_as(form, found), kept=0)


def achievement(request, kind, pk, role):
    """What one does to earn the badge of a course or an event, as its rule is now."""
    if kind not in SOURCES:
        raise Http404
    rule = get_object_or_404(CertificateRule.objects.about(kind, pk).with_pages(), role=role)
    page = get_object_or_404(pages_open_to_all(type(rule.page).objects.live()), pk=rule.page.pk)
    if rule.quiz and not rule.quiz.live:
        raise Http404
    described = of_rule(rule)
    if request.get_preferred_type(["application/json", "text/html"]) == "text/html":
        context = {"achievement": described, "page": page, "language": rule.template.language}
        response = render(request, "certificates/achievement.html", context)
    else:
        response = _told(described)
    return _by_accept(response)


def _keys():
    """The keys; what cannot be signed is not there."""
    try:
        return key_ring()
    except BadgesOff as off:
        raise Http404 from off


def _keys_for(number):
    """The keys, if there is a list of this number."""
    if not exists(number):
        raise Http404
    return _keys()


def _told(value):
    return _open(HttpResponse(written(value), content_type="application/json"))


def _by_accept(response):
    patch_vary_headers(response, ["Accept"])
    return response


def _open(response, *, kept=KEPT):
    """Readable by pages of other sites: verifiers that run in a browser ask from theirs."""
    response["Access-Control-Allow-Origin"] = "*"
    if kept:
        response["Cache-Control"] = f"public, max-age={kept}"
    return response
