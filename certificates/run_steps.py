"""Lists of certificates, a page for each step: plan, look and approve, follow, try again, cancel."""

from django import forms
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from wagtail.admin import messages

from courses.models import Cohort

from .admin_steps import MAY_ISSUE, allow, ask, posted
from .exceptions import CertificateRefused
from .models import CertificateRule, IssueRun
from .runs import approve, cancel, plan, try_again

MAY_PLAN = "certificates.add_issuerun"


class PlanForm(forms.Form):
    """Whose list: everybody whom a rule is about, or of a course one cohort."""

    rule = forms.ModelChoiceField(
        label=gettext_lazy("Certificate rule"),
        queryset=CertificateRule.objects.filter(active=True).with_pages(),
        error_messages={"required": gettext_lazy("Choose a rule.")},
    )
    cohort = forms.ModelChoiceField(
        label=gettext_lazy("Cohort"),
        queryset=Cohort.objects.select_related("course"),
        required=False,
        help_text=gettext_lazy("For the rule of a course: only this cohort. Without it, all of them."),
    )

    def clean(self):
        data = super().clean()
        rule, cohort = data.get("rule"), data.get("cohort")
        if rule and cohort and cohort.course_id != rule.course_id:
            self.add_error("cohort", _("This cohort does not belong to the course of the rule."))
        return data


def plan_view(request):
    """Nothing is issued here: the list is shown first."""
    allow(request, MAY_PLAN)
    form = PlanForm(posted(request), initial={"rule": request.GET.get("rule")})
    if form.is_valid():
        run = plan(**form.cleaned_data, by=request.user, now=timezone.now())
        return redirect("issue_run:inspect", run.pk)
    return ask(
        request,
        form,
        title=_("Certificates for a list of people"),
        note=_("The list says who would get a certificate and who would not and why. Nothing is issued yet."),
        button=_("Show the list"),
        icon="list-ul",
        back_url=reverse("issue_run:index"),
    )


def approve_view(request, pk):
    """The list as it was shown, without those whose tick was taken away."""
    run = _run(request, pk, MAY_ISSUE)
    if request.method == "POST":
        ticked = [key for key in request.POST.getlist("row") if key.isdecimal()]
        if _carried_out(request, approve, run=run, by=request.user, now=timezone.now(), chosen=ticked):
            messages.success(
                request, _("The certificates are being issued. Load this page again to see how far it is.")
            )
    return redirect("issue_run:inspect", pk)


def try_again_view(request, pk):
    run = _run(request, pk, MAY_ISSUE)
    if request.method == "POST" and _carried_out(request, try_again, run=run, by=request.user):
        messages.success(request, _("They are tried again. Load this page again to see how far it is."))
    return redirect("issue_run:inspect", pk)


def cancel_view(request, pk):
    run = _run(request, pk, MAY_PLAN)
    if request.method == "POST" and _carried_out(request, cancel, run=run, by=request.user):
        messages.success(request, _("The list is cancelled; nothing was issued."))
    return redirect("issue_run:inspect", pk)


def _run(request, pk, permission):
    allow(request, permission)
    return get_object_or_404(IssueRun, pk=pk)


def _carried_out(request, verb, **arguments):
    try:
        verb(**arguments)
    except CertificateRefused as refusal:
        messages.error(request, str(refusal))
        return False
    return True


def progress_words(run):
    """«Видано 120 з 450 сертифікатів»."""
    total = run.issued + run.to_issue + run.refused
    return ngettext(
        "%(issued)d of %(total)d certificate issued", "%(issued)d of %(total)d certificates issued", total
    ) % {"issued": run.issued, "total": total}
