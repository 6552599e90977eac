"""Completion of a programme of courses, which the programme itself decides, for ever."""

from collections import defaultdict

from courses.models import Enrollment, ProgrammeCompletion
from people.models import Person

from .verdicts import Verdict


def candidates(*, rule, cohort=None):
    """Everybody with a place in one of its courses, and who completed it by the courses it had then."""
    courses = rule.programme.course_rows.values("course")
    places = Enrollment.objects.active().filter(cohort__course__in=courses)
    done = ProgrammeCompletion.objects.filter(programme=rule.programme_id)
    return Person.objects.filter(pk__in=places.values("person")) | Person.objects.filter(pk__in=done.values("person"))


def judge(*, rule, keys, now, cohort=None):
    completions = ProgrammeCompletion.objects.filter(programme=rule.programme_id, person__in=keys)
    found = {one.person_id: one for one in completions}
    courses = list(rule.programme.course_rows.values_list("course", flat=True))
    places = places_in(courses, keys)
    return {key: _verdict(found.get(key), places[key], courses) for key in keys}


def _verdict(completion, places, courses):
    """A course that was added after the completion is none of what it rests on."""
    if completion is None:
        return Verdict(False, "courses_left", {"done": len(places), "asked": len(courses)})
    before = [place.pk for place in places.values() if place.completed_at <= completion.completed_at]
    return Verdict(True, evidence={"completion": completion.pk, "places": before})


def places_in(courses, keys):
    """The first completed place in each of ``courses``, by person and course, in the order of completion."""
    done = Enrollment.objects.filter(completed_at__isnull=False, person__in=keys, cohort__course__in=courses)
    found = defaultdict(dict)
    for place in done.select_related("cohort").order_by("completed_at", "pk"):
        found[place.person_id].setdefault(place.cohort.course_id, place)
    return found
