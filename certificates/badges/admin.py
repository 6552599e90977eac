"""The admin's page on badges: whether they are offered, by which keys, how many there are; if not, what to do."""

from django.core.exceptions import PermissionDenied
from django.template.response import TemplateResponse
from django.urls import path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.menu import MenuItem
from wagtail.admin.viewsets.base import ViewSet

from certificates.models import Badge

from .exceptions import BadgesOff
from .issuer import did, key_name
from .keys import key_ring

MAY_SEE = "certificates.view_certificate"


class ReadersMenuItem(MenuItem):
    def is_shown(self, request):
        return request.user.has_perm(MAY_SEE)


def badges(request):
    if not request.user.has_perm(MAY_SEE):
        raise PermissionDenied
    context = {
        "page_title": _("Badges"),
        "header_title": _("Badges"),
        "header_icon": "tick-inverse",
        "issuer": did(),
        "made": Badge.objects.count(),
        "public": Badge.objects.public().count(),
        **_keys(),
    }
    return TemplateResponse(request, "certificates/admin/badges.html", context)


def _keys():
    """The keys by name with whether they sign, or why there are none."""
    try:
        ring = key_ring()
    except BadgesOff as off:
        return {"off": off}
    signing = [key_name(key.public_key()) for key in (ring.rsa, ring.ed25519)]
    former = [name for key in ring.public if (name := key_name(key)) not in signing]
    return {"keys": [*((name, True) for name in signing), *((name, False) for name in former)]}


class BadgesViewSet(ViewSet):
    icon = "tick-inverse"
    menu_label = gettext_lazy("Badges")
    menu_item_class = ReadersMenuItem

    def get_urlpatterns(self):
        return [path("", badges, name="index")]
