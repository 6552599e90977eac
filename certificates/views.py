"""Verification for anyone, downloads for the owner."""

from django.contrib.auth.decorators import login_required
from django.http import FileResponse, Http404, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.cache import never_cache

from people.accounts import person_of

from .forms import VerifyForm
from .models import Certificate
from .numbers import NumberError, normalize


def private(response):
    """Certificates are nobody's search result."""
    response["X-Robots-Tag"] = "noindex"
    return response


def verify(request):
    """The form; a correct number leads to its page, so that the page can be kept or sent on."""
    form = VerifyForm(request.GET if "number" in request.GET else None)
    if form.is_bound and form.is_valid():
        return HttpResponseRedirect(reverse("verify_number", args=[form.cleaned_data["number"]]))
    status = 400 if form.is_bound else 200
    return private(render(request, "certificates/verify.html", {"form": form}, status=status))


def verify_number(request, number):
    """What a certificate says, or that there is none: the minimum, the same for everyone."""
    try:
        canonical = normalize(number)
    except NumberError as error:
        form = VerifyForm({"number": number})
        form.full_clean()
        context = {"form": form, "problem": str(error)}
        return private(render(request, "certificates/verify.html", context, status=404))
    if canonical != number:
        return HttpResponseRedirect(reverse("verify_number", args=[canonical]))
    certificate = Certificate.objects.filter(number=canonical).first()
    context = {"certificate": certificate, "says": certificate.statement if certificate else None, "number": canonical}
    return private(render(request, "certificates/result.html", context, status=200 if certificate else 404))


@never_cache
@login_required
def my_certificates(request):
    """Everything the signed-in person was certified for, the newest first."""
    person = person_of(request.user)
    certificates = Certificate.objects.filter(person=person) if person else Certificate.objects.none()
    return render(request, "certificates/mine.html", {"certificates": certificates})


@never_cache
@login_required
def download(request, number):
    """The PDF, byte for byte as it was issued; only for the person it names and for those who issue."""
    certificate = get_object_or_404(Certificate, number=number)
    owner = certificate.person_id == getattr(person_of(request.user), "pk", None)
    if not (owner or request.user.has_perm("certificates.view_certificate")) or not certificate.pdf:
        raise Http404
    return FileResponse(
        certificate.pdf.open("rb"),
        content_type="application/pdf",
        as_attachment=True,
        filename=f"{certificate.number}.pdf",
    )
