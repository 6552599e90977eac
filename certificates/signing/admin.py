"""The admin's page on signatures: whether the school signs, with which key, what waits and why – and «sign now»."""

from textwrap import wrap

from django.conf import settings
from django.contrib import messages
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST
from wagtail.admin.menu import MenuItem
from wagtail.admin.viewsets.base import ViewSet

from certificates.admin_steps import MAY_ISSUE, allow
from certificates.models import Signature

from .exceptions import SigningOff
from .keys import signing_key
from .tasks import sign_waiting

MAY_SEE = "certificates.view_certificate"
SHOWN = 50


class ReadersMenuItem(MenuItem):
    def is_shown(self, request):
        return request.user.has_perm(MAY_SEE)


def signatures(request):
    allow(request, MAY_SEE)
    waiting = Signature.objects.waiting().select_related("certificate").order_by("certificate__issued_at", "pk")
    context = {
        "page_title": _("Electronic signatures"),
        "header_title": _("Electronic signatures"),
        "header_icon": "edit",
        "made": Signature.objects.exclude(signed_at=None).count(),
        "number": waiting.count(),
        "waiting": waiting[:SHOWN],
        "stamp_url": settings.SIGNING_STAMP_URL,
        "visible": settings.SIGNING_VISIBLE,
        "may_sign": request.user.has_perm(MAY_ISSUE),
        **_key(),
    }
    return TemplateResponse(request, "certificates/admin/signatures.html", context)


def _key():
    """The key in force, or why there is none."""
    try:
        key = signing_key(now=timezone.now())
    except SigningOff as off:
        return {"off": off}
    return {"key": key, "sha256": " ".join(wrap(key.sha256, 8))}  # in groups, to be compared by eye


@require_POST
def sign_now(request):
    """What waits is tried at once, also where a time-stamp server was away a minute ago."""
    allow(request, MAY_ISSUE)
    Signature.objects.waiting().update(tried_at=None)
    number = sign_waiting()
    words = ngettext("%(number)d file is being signed.", "%(number)d files are being signed.", number)
    messages.success(request, words % {"number": number})
    return redirect("signatures:index")


class SignaturesViewSet(ViewSet):
    icon = "edit"
    menu_label = gettext_lazy("Electronic signatures")
    menu_item_class = ReadersMenuItem

    def get_urlpatterns(self):
        return [path("", signatures, name="index"), path("now/", sign_now, name="now")]
