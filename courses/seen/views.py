"""Choose a day, see which revisions of a page of a course were public then. For who may change the page."""

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe
from wagtail.admin.widgets import AdminDateInput
from wagtail.admin.widgets.button import Button
from wagtail.models import Page

from courses.models import AssignmentPage, CoursePage, LessonPage, ModulePage, QuizPage

from .finding import spans_on

KINDS = (CoursePage, ModulePage, LessonPage, QuizPage, AssignmentPage)


class DayForm(forms.Form):
    day = forms.DateField(label=gettext_lazy("Day, in Kyiv"), widget=AdminDateInput)

    def clean_day(self):
        day = self.cleaned_data["day"]
        if not 2000 <= day.year <= timezone.localdate().year + 1:
            raise forms.ValidationError(_("Choose a day since the year 2000."))
        return day


def buttons(page, user, view_name, next_url=None):
    """Wagtail’s hook for the menu of a page."""
    if page.specific_class in KINDS and page.permissions_for_user(user).can_edit():
        yield Button(_("What learners saw"), reverse("page_as_seen", args=[page.pk]), icon_name="history", priority=66)


@require_safe
def as_seen(request, pk):
    """The revisions of one day, each a link away, and whether what stands around the page was public."""
    page = get_object_or_404(Page, pk=pk).specific
    if not isinstance(page, KINDS):
        raise Http404
    if not page.permissions_for_user(request.user).can_edit():
        raise PermissionDenied
    form = DayForm(request.GET or None)
    context = {
        "page": page,
        "form": form,
        "is_quiz": isinstance(page, QuizPage),
        "page_title": _("What learners saw"),
        "page_subtitle": page.title,
        "header_icon": "history",
    }
    if form.is_valid():
        day = form.cleaned_data["day"]
        around = page.get_ancestors().filter(depth__gt=page.depth - (1 + KINDS_ABOVE[type(page)])).order_by("path")
        context |= {
            "day": day,
            "spans": spans_on(page, day),
            "hidden": [above for above in around if not any(span.was_public for span in spans_on(above, day))],
        }
    return TemplateResponse(request, "courses/admin/as_seen.html", context, status=422 if form.errors else 200)


KINDS_ABOVE = {CoursePage: 0, ModulePage: 1, LessonPage: 2, QuizPage: 2, AssignmentPage: 2}
