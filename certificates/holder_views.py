"""Certificates and their files for the person they name, who also chooses what strangers see."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from .access import certificates_of_organizations, held_by, own_certificates, readable_by
from .archive import pdf_of
from .badges.keys import badges_are_on
from .evidence_words import asked, found
from .forms import ShownForm
from .models import Shown
from .sharing import shares, show


@never_cache
@login_required
def my_certificates(request):
    """Everything the signed-in person was certified for, the newest first."""
    context = {"certificates": own_certificates(request.user).select_related("badge"), "badges": badges_are_on()}
    return render(request, "certificates/mine.html", context)


@never_cache
@login_required
def organization_certificates(request):
    """What the organizations were certified for whose contact the signed-in person is."""
    certificates = certificates_of_organizations(request.user).select_related("organization")
    return render(request, "certificates/organization.html", {"certificates": certificates})


@never_cache
@login_required
def certificate_evidence(request, number):
    """What a certificate was issued for, as it was then."""
    certificate = get_object_or_404(held_by(request.user), number=number)
    context = {"certificate": certificate, "asked": asked(certificate), "found": found(certificate)}
    return render(request, "certificates/evidence.html", context)


@never_cache
@login_required
def share_certificate(request, number):
    """Where a certificate is shown, and how much of it: one's own, or that of an organization whose contact one is."""
    certificate = get_object_or_404(held_by(request.user).held(), number=number)
    form = ShownForm(request.POST if request.method == "POST" else None, instance=certificate)
    if form.is_valid():
        show(certificate=certificate, by=request.user, **form.cleaned_data)
        messages.success(request, _("Strangers now see what you chose."))
        return redirect("share_certificate", number)
    context = {"certificate": certificate, "form": form, "shares": shares(certificate)}
    return render(request, "certificates/share.html", {**context, "hidden": certificate.shown == Shown.HIDDEN})


@never_cache
@login_required
def download(request, number):
    """The PDF, byte for byte as it was issued."""
    certificate = get_object_or_404(readable_by(request.user), number=number)
    disposition = f'attachment; filename="{certificate.number}.pdf"'
    return HttpResponse(
        pdf_of(certificate), content_type="application/pdf", headers={"Content-Disposition": disposition}
    )
