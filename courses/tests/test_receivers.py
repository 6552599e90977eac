"""What the webinars say about attendance may complete courses, all or nothing."""

import pytest
from django.db import transaction

from courses.models import CohortSession, Enrollment
from courses.progress import complete_lesson
from webinars.attendance import decide, mark_on_sheet
from webinars.tests.factories import NOON, make_session

from .factories import DAY, make_cohort, make_enrollment, make_lesson

pytestmark = pytest.mark.django_db


@pytest.fixture
def enrollment():
    """Everything done but the cohort's session, which took place yesterday."""
    lesson = make_lesson()
    enrollment = make_enrollment(make_cohort(lesson.course, now=NOON), now=NOON)
    CohortSession.objects.create(cohort=enrollment.cohort, session=make_session(starts_at=NOON - DAY))
    complete_lesson(person=enrollment.person, lesson=lesson, now=NOON)
    return enrollment


def attend(enrollment):
    session = enrollment.cohort.session_rows.get().session
    session.registrations.get_or_create(person=enrollment.person, defaults={"created_at": session.starts_at})
    mark_on_sheet(session=session, person=enrollment.person, by=enrollment.person, now=NOON + DAY)


def completed():
    return Enrollment.objects.get().completed_at


def test_attendance_decided_by_the_webinars_completes_the_course(enrollment):
    assert completed() is None

    attend(enrollment)

    assert completed() == NOON + DAY


def test_deciding_again_leaves_the_first_moment(enrollment):
    attend(enrollment)

    decide(session=enrollment.cohort.session_rows.get().session, now=NOON + 2 * DAY)

    assert completed() == NOON + DAY


def test_an_attendance_that_is_taken_back_half_way_completes_nothing(enrollment):
    with transaction.atomic():
        attend(enrollment)
        transaction.set_rollback(True)

    assert completed() is None
