"""Several certificates at once, chosen in the list: each asks on a page of its own before it acts."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from wagtail.admin.views.bulk_action import BulkAction

from .admin_forms import ReinstateForm, RevokeForm, SuspendForm
from .admin_steps import MAY_ISSUE, MAY_REVOKE
from .exceptions import CertificateRefused
from .life import renew, revoke
from .mailing.again import send_again
from .models import Certificate
from .suspending import reinstate, suspend


class CertificateBulkAction(BulkAction):
    """Calls a verb for each; what a verb refuses stays as it is, and is counted."""

    models = [Certificate]
    template_name = "certificates/admin/bulk.html"
    permission = ""
    question = note = ""

    def check_perm(self, obj):
        return self.request.user.has_perm(self.permission)

    def get_context_data(self, **kwargs):
        return {**super().get_context_data(**kwargs), "question": self.question, "note": self.note, "action": self}

    def get_execution_context(self):
        return {"action": self, "arguments": {"by": self.request.user, "now": timezone.now()}}

    @classmethod
    def execute_action(cls, objects, *, action, arguments, **kwargs):
        """How many were changed, and how many were not."""
        refused = 0
        for certificate in objects:
            try:
                action.carry_out(certificate, **arguments)
            except CertificateRefused:
                refused += 1
        return len(objects) - refused, refused

    def get_success_message(self, changed, refused):
        done = ngettext("%(number)d certificate changed.", "%(number)d certificates changed.", changed)
        left = ngettext(
            "%(number)d stays as it is: its state does not allow this.",
            "%(number)d stay as they are: their state does not allow this.",
            refused,
        )
        return " ".join(text % {"number": number} for text, number in ((done, changed), (left, refused)) if number)


class RevokeCertificates(CertificateBulkAction):
    display_name = _("Revoke")
    action_type = "revoke"
    aria_label = _("Revoke the chosen certificates")
    action_priority = 20
    classes = {"serious"}
    form_class = RevokeForm
    permission = MAY_REVOKE
    question = _("Revoke these certificates?")
    note = _("Their public pages will say that they are revoked. This cannot be undone; new ones can be issued.")

    def carry_out(self, certificate, **arguments):
        revoke(certificate=certificate, **self.cleaned_form.cleaned_data, **arguments)


class SuspendCertificates(CertificateBulkAction):
    display_name = _("Suspend")
    action_type = "suspend"
    aria_label = _("Suspend the chosen certificates")
    action_priority = 12
    form_class = SuspendForm
    permission = MAY_REVOKE
    question = _("Suspend these certificates?")
    note = _("Their public pages will say that they are suspended, and the holders are told by mail.")

    def carry_out(self, certificate, **arguments):
        suspend(certificate=certificate, **self.cleaned_form.cleaned_data, **arguments)


class ReinstateCertificates(CertificateBulkAction):
    display_name = _("Reinstate")
    action_type = "reinstate"
    aria_label = _("Reinstate the chosen certificates")
    action_priority = 14
    form_class = ReinstateForm
    permission = MAY_REVOKE
    question = _("Reinstate these certificates?")
    note = _("Those that are suspended will hold again, and the holders are told by mail.")

    def carry_out(self, certificate, **arguments):
        reinstate(certificate=certificate, **self.cleaned_form.cleaned_data, **arguments)


class RenewCertificates(CertificateBulkAction):
    display_name = _("Renew")
    action_type = "renew"
    aria_label = _("Renew the chosen certificates")
    action_priority = 10
    form_class = forms.Form
    permission = MAY_ISSUE
    question = _("Renew these certificates?")
    note = _("For each of them a new certificate with another number is issued and mailed for another term.")

    def carry_out(self, certificate, **arguments):
        renew(certificate=certificate, **arguments)


class MailCertificatesAgain(CertificateBulkAction):
    display_name = _("Send the mail again")
    action_type = "mail_again"
    aria_label = _("Send the mails about the chosen certificates again")
    action_priority = 16
    form_class = forms.Form
    permission = MAY_ISSUE
    question = _("Send the mails about these certificates again?")
    note = _("Those that came back go to the addresses that the people have now.")

    def carry_out(self, certificate, **arguments):
        send_again(certificate=certificate, **arguments)
