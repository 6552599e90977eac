"""Take somebody's place in a cohort back: asks on a page of its own before it acts."""

from django import forms
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.admin import messages
from wagtail.admin.widgets.button import HeaderButton

from .enrollment import withdraw
from .exceptions import EnrollmentRefused
from .models import Enrollment


def may_withdraw(user):
    """Those who plan cohorts also say who is in them."""
    return user.has_perm("courses.change_cohort")


def withdraw_button(enrollment, *, user):
    if enrollment.withdrawn_at or enrollment.completed_at or not may_withdraw(user):
        return []
    url = reverse("enrollment:withdraw", args=[enrollment.pk])
    return [HeaderButton(_("Take out of the cohort"), url=url, icon_name="cross")]


def withdraw_view(request, pk):
    """The person may have left meanwhile: then nothing changes."""
    if not may_withdraw(request.user):
        raise PermissionDenied
    enrollment = get_object_or_404(Enrollment.objects.select_related("person", "cohort__course"), pk=pk)
    form = forms.Form(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            withdraw(person=enrollment.person, cohort=enrollment.cohort, now=timezone.now(), by=request.user)
        except EnrollmentRefused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("The place is free again."))
            return redirect("enrollment:inspect", pk)
    context = {
        "form": form,
        "page_title": f"{_('Take out of the cohort')}: {enrollment}",
        "note": _("The place becomes free. What was learned stays with the person, who gets a mail."),
        "button": _("Take out of the cohort"),
        "back_url": reverse("enrollment:inspect", args=[pk]),
        "header_icon": "cross",
    }
    return TemplateResponse(request, "webinars/admin/confirm.html", context)
