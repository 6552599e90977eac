"""Content-Security-Policy: one strict policy for the public site, one for Wagtail's admin.

No page of ours holds an inline script or style. Wagtail's admin needs inline *styles* (its editor positions widgets
with them) and blob images for crops and previews. It needs no inline scripts: see ``lms/starters.py``.
A view that frames a live room widens its own answer with ``csp.decorators.csp_update``.
"""

from csp.constants import NONE, SELF
from csp.middleware import CSPMiddleware, PolicyParts

PUBLIC = {
    "default-src": [NONE],
    "script-src": [SELF],
    "style-src": [SELF],
    "img-src": [SELF, "data:"],
    "font-src": [SELF],
    "media-src": [SELF],
    "connect-src": [SELF],
    "manifest-src": [SELF],
    "form-action": [SELF],
    "frame-ancestors": [SELF],
    "base-uri": [NONE],
}
ADMIN = {
    **PUBLIC,
    "style-src": [SELF, "'unsafe-inline'"],
    "img-src": [SELF, "data:", "blob:"],
    "frame-src": [SELF],
    "worker-src": [SELF],
}


class ContentSecurityPolicy(CSPMiddleware):
    """Chooses the policy by address; ``/admin/`` is Wagtail's."""

    def get_policy_parts(self, request, response, report_only=False):
        parts = super().get_policy_parts(request, response, report_only)
        if report_only:
            return parts
        config = ADMIN if request.path_info.startswith("/admin/") else PUBLIC
        return PolicyParts(config=config, update=parts.update, replace=parts.replace, nonce=parts.nonce)
