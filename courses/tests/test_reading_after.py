"""Reading after the end of a cohort: always, or for so many days; what people wrote stays theirs."""

import pytest
from django.utils import timezone

from courses.discussion.access import discussed_courses
from courses.models import Cohort
from courses.planning import plan_cohort

from .factories import DAY, make_closed_course, make_cohort, make_enrollment, make_lesson, make_module

pytestmark = pytest.mark.django_db


def make_ended(*, reading_days, ended=2, **fields):
    """A lesson of a closed course, and a place in a cohort whose last day was so many days ago."""
    lesson = make_lesson(make_module(make_closed_course()))
    enrollment = make_enrollment(make_cohort(lesson.course))
    cohort, today = enrollment.cohort, timezone.localdate()
    cohort.starts_on, cohort.ends_on = today - 30 * DAY, today - ended * DAY
    cohort.reading_days = reading_days
    for name, value in fields.items():
        setattr(cohort, name, value)
    plan_cohort(cohort=cohort, by=None)
    return lesson, enrollment


@pytest.mark.parametrize(
    ("reading_days", "fields", "status"),
    [(None, {}, 200), (0, {}, 302), (1, {}, 302), (2, {}, 200), (0, {"self_paced": True}, 200)],
)
def test_lessons_are_read_as_long_as_the_cohort_says(sign_in, reading_days, fields, status):
    lesson, enrollment = make_ended(reading_days=reading_days, **fields)
    browser = sign_in(enrollment.person)

    assert browser.get(lesson.url).status_code == status
    assert discussed_courses(enrollment.person.user).exists() == (status == 200)


def test_who_comes_too_late_is_told_until_when_and_keeps_what_they_wrote(sign_in):
    lesson, enrollment = make_ended(reading_days=2)
    browser = sign_in(enrollment.person)
    browser.post(f"/lessons/{lesson.pk}/note/", {"text": "Моя нотатка"})
    assert "The lessons stay open to you until" in browser.get(lesson.course.url).content.decode()
    cohort = enrollment.cohort
    cohort.reading_days = 1
    plan_cohort(cohort=cohort, by=None)

    page = browser.get(lesson.url, follow=True).content.decode()

    assert "The lessons of your cohort were open until" in page and "Its lessons were open until" in page
    assert "Моя нотатка" in browser.get(f"/lessons/{lesson.pk}/note/").content.decode()
    assert browser.get(f"/my/marks/{enrollment.pk}/").status_code == 200


def test_another_cohort_opens_them_again(sign_in):
    lesson, enrollment = make_ended(reading_days=0)
    make_enrollment(make_cohort(lesson.course), enrollment.person)

    assert sign_in(enrollment.person).get(lesson.url).status_code == 200


def test_ended_cohorts_are_the_archive(coordinator):
    _lesson, enrollment = make_ended(reading_days=None)
    going = make_cohort()

    def listed(value):
        return set(coordinator.get("/admin/cohort/", {"ended": value}).context["object_list"])

    assert (listed("true"), listed("false")) == ({enrollment.cohort}, {going})
    page = coordinator.get("/t/")
    assert (page.context["cohorts"], page.context["ended"]) == ([going], [enrollment.cohort])
    assert set(Cohort.objects.all()) == {enrollment.cohort, going}
