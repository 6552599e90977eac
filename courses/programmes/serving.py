"""How the page of a programme answers: its courses in their order, how far one is, and the way into the next one."""

from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from content import wording
from content.restrictions import pages_open_to
from courses.access import paths_to
from courses.models import CoursePage
from courses.presentation import Step
from courses.strip import cohort_for, strip_of
from people.accounts import person_of

from .standing import enrollments_of, standing_in


def serve_programme(page, request):
    """Courses that are not published, or that a privacy setting hides from the reader, are not named."""
    request.navigation_page = page
    person, now = person_of(request.user), timezone.now()
    shown = set(pages_open_to(request.user, CoursePage.objects.live()).values_list("pk", flat=True))
    rows = [row for row in page.course_rows.select_related("course") if row.course_id in shown]
    completed_at = None
    if person and page.pk:
        completed_at = page.completions.filter(person=person).values_list("completed_at", flat=True).first()
    standing = standing_in(page, rows, enrollments_of(person), completed_at=completed_at)
    context = {
        "standing": standing,
        "steps": [step_of(place, now=now) for place in standing.places],
        "facts": facts_of([place.course for place in standing.places]),
        "strip": None if standing.completed_at else next_strip(standing, request.user, now=now),
        "crumbs": [page.get_parent()] if page.pk else [],
    }
    return render(request, page.template, page.get_context(request) | context)


def step_of(place, *, now):
    """A course as a step: when it was completed, that it is under way, or how long it takes."""
    if place.completed_at:
        note = _("completed %(date)s") % {"date": wording.day(place.completed_at, now=now)}
        return Step(place.course.title, place.course.url, note, "done")
    weeks = ngettext("%(weeks)s week", "%(weeks)s weeks", place.course.weeks) % {"weeks": place.course.weeks}
    note = _("under way") if place.begun else weeks
    return Step(place.course.title, place.course.url, note, "")


def facts_of(courses):
    weeks, hours = (sum(getattr(course, name) for course in courses) for name in ("weeks", "hours"))
    number = len(courses)
    return [
        (_("Courses"), number),
        (_("Duration"), ngettext("%(weeks)s week", "%(weeks)s weeks", weeks) % {"weeks": weeks}),
        (_("Study"), ngettext("%(hours)d hour of study", "%(hours)d hours of study", hours) % {"hours": hours}),
        (_("Participation"), _("free of charge")),
    ]


def next_strip(standing, user, *, now):
    """The strip of the first course that is not completed, as on its own page; None where all are."""
    course, person = standing.next, person_of(user)
    if course is None:
        return None
    cohort, enrollment = cohort_for(course, person=person, now=now)
    path = paths_to(user, courses=[course], now=now)[course.pk]
    strip = strip_of(cohort, enrollment, progress=path, now=now, person=person)
    if strip:
        strip.title = f"{course.title}, {strip.title}"
    return strip
