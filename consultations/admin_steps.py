"""A coordinator cancels in a trainer's stead; it asks on a page of its own before it acts."""

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.admin import messages

from .access import may_call_off
from .booking import call_off
from .exceptions import ConsultationRefused
from .forms import ReasonForm
from .models import Consultation


def call_off_view(request, pk):
    if not may_call_off(request.user):
        raise PermissionDenied
    consultation = get_object_or_404(Consultation.objects.with_people(), pk=pk)
    form = ReasonForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            call_off(consultation=consultation, by=request.user, now=timezone.now(), **form.cleaned_data)
        except ConsultationRefused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("The consultation is cancelled."))
            return redirect("consultation_record:inspect", pk)
    context = {
        "form": form,
        "page_title": f"{_('Cancel the consultation')}: {consultation}",
        "note": _("Both get a mail with the reason, and their calendars show the consultation as cancelled."),
        "button": _("Cancel the consultation"),
        "back_url": reverse("consultation_record:inspect", args=[pk]),
        "header_icon": "cross",
    }
    return TemplateResponse(request, "webinars/admin/confirm.html", context)
