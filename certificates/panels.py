"""What the front page of the admin says about certificates."""

from datetime import timedelta

from django.utils import timezone
from wagtail.admin.ui.components import Component

from .admin_steps import MAY_ISSUE
from .models import PendingCertificate

PATIENCE = timedelta(hours=1)  # by then the hourly round has been here
SHOWN = 5


class PendingPanel(Component):
    """Certificates that could not be issued, for who may do something about it; nothing when all went well."""

    name = "pending_certificates"
    template_name = "certificates/admin/pending_panel.html"
    order = 90

    def get_context_data(self, parent_context):
        if not parent_context["request"].user.has_perm(MAY_ISSUE):
            return {"count": 0}
        overdue = PendingCertificate.objects.overdue(before=timezone.now() - PATIENCE)
        rows = overdue.select_related("person", "rule__course", "rule__event")[:SHOWN]
        return {"count": overdue.count(), "rows": list(rows)}
