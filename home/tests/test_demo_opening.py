"""The demonstration: a course that opens bit by bit, and a programme of two courses."""

from datetime import timedelta

import pytest
from django.utils import timezone

from courses.access import paths_to
from courses.models import OpeningRule, ProgrammePage
from courses.opening.around import Around
from courses.opening.ruling import trouble_of
from courses.tests.factories import make_catalog, make_cohort, make_course, make_enrollment, make_lesson, make_module
from home.demo import opening
from home.demo.reviewing import build_module_in_review
from webinars.tests.factories import make_event, make_person


@pytest.mark.django_db
def test_rules_hold_and_the_programme_has_its_courses(client):
    courses = [make_course(slug=slug, title=slug) for slug in opening.COURSES]
    for number in range(3):
        make_lesson(make_module(courses[1], title=f"Модуль {number}"), title=f"Урок {number}")
    make_event(slug=opening.LIVE["event"])
    now, staff = timezone.now(), make_person()
    cohort = make_cohort(courses[1], number=2, starts_on=timezone.localdate() - timedelta(days=10))
    person = make_enrollment(cohort).person

    opening.open_step_by_step(staff=staff, now=now)
    opening.build_programme()

    rules = list(OpeningRule.objects.select_related("page", "cohort", "session"))
    assert [trouble_of(rule, Around(rules), now=now) for rule in rules] == [None, None]
    courses[1].refresh_from_db()
    path = paths_to(person.user, courses=[courses[1]], now=now)[courses[1].pk]
    assert [item.title for item in path.items if item.pk in path.closed] == ["Урок 1", "Урок 2"]
    programme = ProgrammePage.objects.get()
    assert [row.course.slug for row in programme.course_rows.all()] == list(opening.COURSES)
    assert programme.url in client.get(make_catalog().url).content.decode()


@pytest.mark.django_db
def test_a_course_needs_another_one_before():
    needed, further = (make_course(slug=slug) for slug in (opening.NEEDED, opening.FURTHER))

    opening.ask_for_a_course_before()

    assert [row.needed for row in further.prerequisites.all()] == [needed]


@pytest.mark.django_db
def test_a_published_module_waits_for_review_with_new_words():
    course = make_course(slug="rozpovisty-pro-spravu")
    make_module(course)

    module = build_module_in_review(trainer=make_person())

    assert (module.live, module.workflow_in_progress, module.get_latest_revision_as_object().lead != "") == (True,) * 3
