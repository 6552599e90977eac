"""Registers certificates with Wagtail's admin."""

from django.utils.translation import gettext_lazy as _
from wagtail import hooks

from content.deletion import keep_pages

from .bulk_actions import (
    MailCertificatesAgain,
    ReinstateCertificates,
    RenewCertificates,
    RevokeCertificates,
    SuspendCertificates,
)
from .models import Certificate, CertificateRule

CERTIFIED = _("“%(title)s” is what certificates were issued for. Unpublish it instead of deleting it.")
RULED = _("“%(title)s” has a rule for certificates. Unpublish it instead of deleting it.")
for source in ("course", "event", "quiz", "programme"):
    keep_pages(Certificate, source, reason=CERTIFIED)
    keep_pages(CertificateRule, source, reason=RULED)

for action in (
    RenewCertificates,
    SuspendCertificates,
    ReinstateCertificates,
    MailCertificatesAgain,
    RevokeCertificates,
):
    hooks.register("register_bulk_action", action)


@hooks.register("register_log_actions")
def log_actions(actions):
    actions.register_action("certificates.issue", _("Issue certificate"), _("Certificate issued"))
    actions.register_action("certificates.revoke", _("Revoke certificate"), _("Certificate revoked"))
    actions.register_action("certificates.suspend", _("Suspend"), _("Certificate suspended"))
    actions.register_action("certificates.reinstate", _("Reinstate"), _("Certificate reinstated"))
    actions.register_action("certificates.dismiss", _("Do not issue"), _("Decided not to issue"))
    actions.register_action("certificates.redraw", _("Draw the PDF anew"), _("PDF drawn anew, with another hash"))
    actions.register_action("certificates.correct", _("Correct the name"), _("Issued in the right name"))
    actions.register_action("certificates.renew", _("Renew"), _("Issued for another term"))
    actions.register_action("certificates.plan", _("Plan a list"), _("List planned"))
    actions.register_action("certificates.approve", _("Approve"), _("List approved"))
    actions.register_action("certificates.cancel", _("Cancel the list"), _("List cancelled"))
    actions.register_action("certificates.try_again", _("Try again"), _("Tried again"))
    actions.register_action("certificates.sign", _("Sign the PDF"), _("PDF signed electronically"))
    actions.register_action("certificates.badge.attach", _("Put the badge into the PDF"), _("Badge put into the PDF"))
    actions.register_action("certificates.badge.detach", _("Take the badge out"), _("Badge taken out of the PDF"))
    actions.register_action("certificates.badge.publish", _("Make the badge public"), _("Badge made public"))
    actions.register_action("certificates.badge.withdraw", _("Take the badge back"), _("Badge taken back"))
    actions.register_action("certificates.mail.bounce", _("Mail came back"), _("Mail came back"))
    actions.register_action("certificates.mail.again", _("Send the mail again"), _("Mail sent again"))
    actions.register_action("certificates.show", _("Choose what strangers see"), _("Shown as the holder chose"))
