"""The cohort strip of a course page: the cohort it speaks of to this reader, and the one thing to do about it."""

from dataclasses import dataclass
from datetime import timedelta

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from wagtail.models import Page

from content import wording
from people.models import Person
from people.prepared import Asked, Prepared

from .admission.offers import open_place_of
from .admission.prerequisites import refusal_by_prerequisites
from .enrollment import refusal_by_date, refusal_by_limit, refusal_of
from .models import Cohort, Enrollment
from .opening.words import next_said


@dataclass
class Strip:
    """A cohort's facts with either an action or a note that says why there is none."""

    title: str
    facts: list
    action: str = ""
    action_url: str = ""
    note: str = ""


def cohort_for(course, *, person, now):
    """(cohort, enrollment): one's own that goes on or is completed, else one to enroll in, else one's own that was."""
    mine = enrollments_of(person, course)
    for enrollment in mine:
        if enrollment.completed_at or not (enrollment.cohort.is_cancelled or enrollment.is_over(now=now)):
            return enrollment.cohort, enrollment
    if cohort := cohort_to_enroll_in(course, now=now):
        return cohort, None
    return (mine[0].cohort, mine[0]) if mine else (None, None)


def enrollments_of(person, course):
    """The places ``person`` holds in cohorts of ``course``, the newest first."""
    if person is None:
        return []
    return places_of_somebody.all(person=person.pk, course=course.pk)


@Prepared
def places_of_somebody():
    person, course = Asked("person", Person._meta.pk), Asked("course", Page._meta.pk)
    places = Enrollment.objects.active().filter(person_id=person, cohort__course_id=course)
    return places.select_related("cohort").order_by("-enrolled_at")


def cohort_to_enroll_in(course, *, now):
    """The soonest cohort with a place to ask for, else the soonest that takes people, else the next one announced."""
    cohorts = course.cohorts.with_taken()
    if taking := list(cohorts.taking(now=now)):
        return min(taking, key=lambda cohort: (not cohort.is_asked_for, cohort.is_full()))
    coming = cohorts.public().filter(starts_on__gt=timezone.localdate(now, timezone.get_default_timezone()))
    return coming.order_by("starts_on", "pk").first()


def strip_of(cohort, enrollment, *, progress, now, person=None):
    """The strip in its states, or None without a cohort."""
    if cohort is None:
        return None
    strip = Strip(cohort.label, [(_("Studies"), wording.days(cohort.starts_on, cohort.ends_on, now=now))])
    if enrollment:
        return _of_a_participant(strip, enrollment, progress=progress, now=now)
    return _of_a_newcomer(strip, cohort, person=person, now=now)


def _of_a_participant(strip, enrollment, *, progress, now):
    """Completed, cancelled, over, going on, or waiting for the live sessions."""
    done = _("%(done)s of %(total)s") % {"done": progress.done_count, "total": progress.total}
    strip.facts.append((pgettext("of a course", "Done"), done))
    if enrollment.completed_at:
        strip.action, strip.action_url = _("My certificates"), reverse("my_certificates")
    elif enrollment.cohort.is_cancelled:
        strip.note = _("This cohort is cancelled.")
    elif enrollment.is_over(now=now):
        strip.note = reading_words(enrollment.cohort, now=now)
    elif progress.next:
        strip.action, strip.action_url = _("Continue"), progress.next.url
    elif progress.awaited:
        strip.note = next_said(progress, now=now)
    else:
        strip.note = _("All lessons and quizzes are done. The live sessions remain.")
    return strip


def reading_words(cohort, *, now):
    """That a cohort has ended, and until when one may still read."""
    if cohort.reads_until is None:
        return _("This cohort has ended. The lessons stay open to you.")
    values = {"day": wording.day(cohort.reads_until - timedelta(days=1), now=now)}
    if now < cohort.reads_until:
        return _("This cohort has ended. The lessons stay open to you until %(day)s.") % values
    return _("This cohort has ended. Its lessons were open until %(day)s.") % values


def _of_a_newcomer(strip, cohort, *, person, now):
    """Open with so many seats, or the reason why one cannot enroll; who has applied or waits sees how that stands."""
    strip.facts.append((_("Enroll until"), wording.day(cohort.enroll_closes_at, now=now)))
    if cohort.seats:
        left = _("%(left)s of %(total)s") % {"left": cohort.seats_left, "total": cohort.seats}
        strip.facts.append((_("Free seats"), left))
    if person and cohort.is_by_application and cohort.applications.waiting().filter(person=person).exists():
        strip.action, strip.action_url = _("Your application"), reverse("application", args=[cohort.pk])
        return strip
    if place := person and open_place_of(person, cohort):
        strip.action = _("Take the place") if place.is_offered else _("Your place in the queue")
        strip.action_url = reverse("queue", args=[cohort.pk])
        return strip
    strip.note = refusal_of(cohort, now=now) or (refusal_by_limit(person, cohort) if person else "")
    if person and (missing := refusal_by_prerequisites(person, cohort)):
        strip.note = missing
        return strip
    if strip.note:
        return _with_queue(strip, cohort, now=now)
    if cohort.is_by_application:
        strip.action, strip.action_url = _("Apply for a place"), reverse("application", args=[cohort.pk])
    else:
        strip.action, strip.action_url = _("Enroll in the cohort"), reverse("enroll", args=[cohort.pk])
    return strip


def _with_queue(strip, cohort, *, now):
    """Where seats or a limit are all that is in the way, one may wait."""
    if cohort.admission == Cohort.Admission.OPEN and not refusal_by_date(cohort, now=now):
        strip.action, strip.action_url = _("Queue for a place"), reverse("queue", args=[cohort.pk])
    return strip
