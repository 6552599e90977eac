from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CertificatesConfig(AppConfig):
    """Certificates: templates, rules, issuing, verification. Removable: without it courses still run."""

    name = "certificates"
    verbose_name = _("Certificates")

    def ready(self):
        from . import checks as prefix_checks  # noqa: F401, PLC0415 -- registers them, once models are loaded
        from . import prerequisites, receivers  # noqa: F401, PLC0415 -- tell courses and connect, once models are loaded
        from .badges import checks  # noqa: F401, PLC0415 -- registers them, likewise
        from .signing import checks as signing_checks  # noqa: F401, PLC0415
