"""Verification for anyone, downloads for the owner.

Verification has no limit on attempts, by decision. A number has 55 random bits and a check symbol: with ten thousand
certificates issued, somebody who asks a thousand times a second finds one in about a century. A limit by address
would instead shut out honest readers, since mobile networks put whole regions behind one address. One indexed look-up
is all that a guess costs us.
"""

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from .access import own_certificates, readable_by
from .archive import pdf_of
from .forms import VerifyForm
from .models import Certificate
from .statements import long_date, moment_of


def unlisted(response):
    """Certificates are nobody's search result."""
    response["X-Robots-Tag"] = "noindex"
    return response


def verify(request):
    """The form; a correct number leads to its page, so that the page can be kept or sent on."""
    form = VerifyForm(request.GET if "number" in request.GET else None)
    if form.is_bound and form.is_valid():
        return HttpResponseRedirect(reverse("verify_number", args=[form.cleaned_data["number"]]))
    return _asked_again(request, form, status=400 if form.is_bound else 200)


@never_cache
def verify_number(request, number):
    """What a certificate says, or that there is none: the minimum, the same for everyone."""
    form = VerifyForm({"number": number})
    if not form.is_valid():
        return _asked_again(request, form, status=404)
    canonical = form.cleaned_data["number"]
    if canonical != number:
        return HttpResponseRedirect(reverse("verify_number", args=[canonical]))
    certificate = Certificate.objects.filter(number=canonical).first()
    context = {"number": canonical, "certificate": certificate}
    if certificate:
        revoked_on = certificate.revoked_at and long_date(certificate.revoked_at)
        context |= {"says": certificate.statement, "facts": _facts(certificate), "revoked_on": revoked_on}
    return unlisted(render(request, "certificates/result.html", context, status=200 if certificate else 404))


def _asked_again(request, form, *, status):
    return unlisted(render(request, "certificates/verify.html", {"form": form}, status=status))


def _facts(certificate):
    """What a reader compares with the paper; of a revoked one only that it existed."""
    says = certificate.statement
    about = [] if certificate.revoked_at else [(_("Details"), ", ".join(says["details"]))]
    return [*about, (_("Issued"), long_date(moment_of(says))), (_("Issuer"), says["issuer"])]


@never_cache
@login_required
def my_certificates(request):
    """Everything the signed-in person was certified for, the newest first."""
    return render(request, "certificates/mine.html", {"certificates": own_certificates(request.user)})


@never_cache
@login_required
def download(request, number):
    """The PDF, byte for byte as it was issued."""
    certificate = get_object_or_404(readable_by(request.user), number=number)
    disposition = f'attachment; filename="{certificate.number}.pdf"'
    return HttpResponse(
        pdf_of(certificate), content_type="application/pdf", headers={"Content-Disposition": disposition}
    )
