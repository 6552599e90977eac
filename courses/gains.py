"""What people learned between a test before and the one after it: in percentage points, by person and by cohort."""

from collections import defaultdict

from people.alphabet import Alphabetically

from . import grading
from .models import Enrollment, QuizAttempt
from .quizzes import own_percent


def percents_of(quiz):
    """The percentage that counts, by person, in one query."""
    percents = defaultdict(list)
    attempts = QuizAttempt.objects.graded().filter(quiz=quiz).defer("snapshot").order_by("number")
    for attempt in attempts:
        percents[attempt.person_id].append(own_percent(attempt))
    return {person: grading.counted(quiz.counts, values) for person, values in percents.items()}


def gains_of(quiz):
    """(rows of people, rows of cohorts): name, before, after, gain, of those who took both tests."""
    before, after = percents_of(quiz.pre_test), percents_of(quiz)
    both = before.keys() & after.keys()
    places = Enrollment.objects.active().filter(person__in=both, cohort__course=quiz.course)
    people, cohorts = {}, defaultdict(list)
    by_name = places.select_related("person", "cohort").order_by(Alphabetically("person__legal_name"), "cohort__number")
    for place in by_name:
        people[place.person_id] = place.person.legal_name
        cohorts[place.cohort].append(place.person_id)
    rows = [row(name, [before[key]], [after[key]]) for key, name in people.items()]
    return rows, [
        row(cohort.label, [before[key] for key in keys], [after[key] for key in keys])
        for cohort, keys in cohorts.items()
    ]


def row(name, before, after):
    """Means, rounded to whole percent; the gain of the exact ones."""
    first, second = sum(before) / len(before), sum(after) / len(after)
    return name, round(first), round(second), f"{round(second - first):+d}"
