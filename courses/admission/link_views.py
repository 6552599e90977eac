"""Come into a cohort by an invitation link: check what one agrees to, then one button."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from courses.access import visible_cohorts
from courses.enrollment import place_of
from courses.exceptions import EnrollmentRefused
from courses.models import InvitationLink
from courses.views import check_answers
from people.accounts import person_for

from .links import follow_link, refusal_by_link


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def invitation(request, key):
    """Opening it enrolls nobody: mail programs open links before people do."""
    links = InvitationLink.objects.filter(cohort__in=visible_cohorts(request.user))
    link = get_object_or_404(links.select_related("cohort__course__locale"), key=key)
    cohort, person, now = link.cohort, person_for(request), timezone.now()
    if request.method == "POST":
        try:
            follow_link(person=person, link=link, now=now)
        except EnrollmentRefused as error:
            return check_answers(request, cohort, person, refusal=str(error), status=409)
        messages.success(request, _("You are enrolled. We have sent the details by e-mail."))
        return redirect(cohort.course.url)
    if place_of(person, cohort):
        return redirect(cohort.course.url)
    return check_answers(request, cohort, person, refusal=refusal_by_link(link, cohort, person=person, now=now))
