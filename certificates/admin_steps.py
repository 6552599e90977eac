"""How an administrator issues certificates one by one, a page for each step: it asks, then calls the verb."""

from django.core.exceptions import PermissionDenied
from django.forms import Form
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.admin import messages

from .admin_forms import IssueForm
from .exceptions import CertificateRefused
from .models import PendingCertificate
from .pending import dismiss, settle

MAY_ISSUE, MAY_REVOKE = "certificates.add_certificate", "certificates.change_certificate"


def allow(request, permission):
    if not request.user.has_perm(permission):
        raise PermissionDenied


def posted(request):
    return request.POST if request.method == "POST" else None


def ask(request, form, *, title, button, icon, back_url, note=""):
    """The page with the form; without fields it only asks whether one is sure."""
    context = {
        "form": form,
        "page_title": title,
        "header_title": title,
        "button": button,
        "header_icon": icon,
        "back_url": back_url,
        "note": note,
    }
    return TemplateResponse(request, "certificates/admin/form.html", context)


def issue_view(request):
    """Refusals stand beside the form, nothing is half-written."""
    allow(request, MAY_ISSUE)
    form = IssueForm(posted(request))
    if form.is_valid():
        try:
            certificate = form.carry_out(by=request.user)
        except CertificateRefused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Certificate %(number)s is issued.") % {"number": certificate.number})
            return redirect("certificate:inspect", certificate.pk)
    back_url = reverse("certificate:index")
    return ask(request, form, title=_("Issue a certificate"), button=_("Issue"), icon="success", back_url=back_url)


def retry_view(request, pk):
    """Try now what is tried every hour anyway, for who has just put the name or the template right."""
    allow(request, MAY_ISSUE)
    pending = get_object_or_404(PendingCertificate.objects.select_related("person", "rule"), pk=pk)
    form = Form(posted(request))
    if form.is_valid():
        return _tried(request, pending)
    return ask(
        request,
        form,
        title=_("Issue to %(name)s now") % {"name": pending.person},
        note=pending.reason,
        button=_("Try again"),
        icon="rotate",
        back_url=reverse("pending_certificate:inspect", args=[pk]),
    )


def _tried(request, pending):
    """Say what came of it: a certificate, the same problem, or nothing left to issue."""
    if certificate := settle(pending=pending, now=timezone.now()):
        messages.success(request, _("Certificate %(number)s is issued.") % {"number": certificate.number})
        return redirect("certificate:inspect", certificate.pk)
    if still := PendingCertificate.objects.filter(pk=pending.pk).first():
        messages.error(request, still.reason)
        return redirect("pending_certificate:inspect", pending.pk)
    messages.success(request, _("There is nothing to issue: it was issued before, or is not earned yet."))
    return redirect("pending_certificate:index")


def dismiss_view(request, pk):
    """For who was listed by mistake, say twice under two names."""
    allow(request, MAY_ISSUE)
    pending = get_object_or_404(PendingCertificate.objects.select_related("person", "rule"), pk=pk)
    form = Form(posted(request))
    if form.is_valid():
        dismiss(pending=pending, by=request.user)
        messages.success(request, _("No certificate is issued to %(name)s.") % {"name": pending.person})
        return redirect("pending_certificate:index")
    return ask(
        request,
        form,
        title=_("Issue nothing to %(name)s") % {"name": pending.person},
        note=_("The person leaves this list. A certificate can still be issued by hand."),
        button=_("Do not issue"),
        icon="cross",
        back_url=reverse("pending_certificate:inspect", args=[pk]),
    )
