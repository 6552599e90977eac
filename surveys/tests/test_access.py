"""Who is asked, and who reads totals: queryset and predicate, and every door."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from courses.models import Cohort, Enrollment
from courses.tests.factories import make_cohort, make_course, make_staff, make_trainer
from people.roles import ADMINISTRATORS, COORDINATORS, TRAINERS, add_to_role
from surveys.access import asked_of, kept_by, may_answer, may_keep, pages_for
from surveys.models import Survey
from webinars.tests.factories import make_event, make_person, make_session

from .factories import DAY, answered_by, make_attendee, make_finisher, make_survey

pytestmark = pytest.mark.django_db


def asks(person, *, now=None):
    now = now or timezone.now()
    rows = list(asked_of(person, now=now))
    assert rows == [survey for survey in Survey.objects.all() if may_answer(person=person, survey=survey, now=now)]
    return rows


def test_a_course_is_asked_about_once_it_is_over_for_the_person():
    course, now = make_course(), timezone.now()
    survey = make_survey(course)
    make_survey(course, published=False)
    make_survey(course, closes_at=now + timedelta(minutes=1))
    going = make_cohort(course)
    done, busy, called_off = make_person(), make_person(), make_person()
    Enrollment.objects.create(person=done, cohort=going, enrolled_at=now, completed_at=now)
    Enrollment.objects.create(person=busy, cohort=going, enrolled_at=now)
    today = timezone.localdate()
    cancelled = make_cohort(course, state="cancelled", starts_on=today - 30 * DAY, ends_on=today - DAY)
    Enrollment.objects.create(person=called_off, cohort=cancelled, enrolled_at=now)

    later = now + 2 * timedelta(minutes=1)
    assert asks(done, now=later) == [survey]
    assert asks(busy, now=later) == asks(called_off, now=later) == asks(None) == []
    Cohort.objects.filter(pk=going.pk).update(self_paced=True, ends_on=today - DAY, starts_on=today - 2 * DAY)
    assert asks(busy, now=later) == []
    Cohort.objects.filter(pk=going.pk).update(self_paced=False)
    assert asks(busy, now=later) == [survey]


def test_a_survey_of_one_cohort_asks_no_other():
    course, today = make_course(), timezone.localdate()
    mine = make_finisher(course)
    other = make_cohort(course, starts_on=today - 9 * DAY, ends_on=today - 2 * DAY)
    survey = make_survey(course, cohort=other)
    theirs = make_person()
    Enrollment.objects.create(person=theirs, cohort=other, enrolled_at=timezone.now())

    assert (asks(mine), asks(theirs)) == ([], [survey])


def test_an_event_is_asked_about_after_its_last_session_by_who_was_there():
    event = make_event()
    survey = make_survey(event)
    there, absent = make_attendee(event), make_attendee(event, status="absent")

    assert (asks(there), asks(absent)) == ([survey], [])
    session = make_session(event=event, starts_at=timezone.now() + DAY)
    assert asks(there) == []
    session.state = "cancelled"
    session.save()
    assert asks(there) == [survey]
    event.unpublish()
    assert asks(there) == []


def scene():
    """(survey about a course, who it is not for, who keeps it)."""
    course = make_course()
    survey = make_survey(course)
    answered_by(survey, 5, word="Більше вправ.")
    Survey.objects.filter(pk=survey.pk).update(closes_at=timezone.now())
    elsewhere, host = make_trainer(make_course()), make_person()
    make_session(event=make_event(), host=host)
    add_to_role(user=elsewhere.user, role=TRAINERS)
    teacher = make_trainer(course)
    add_to_role(user=teacher.user, role=TRAINERS)
    outsiders = [make_person().user, make_finisher(course).user, elsewhere.user, host.user]
    return survey, outsiders, [teacher.user, make_staff(COORDINATORS), make_staff(ADMINISTRATORS)]


def test_totals_are_for_who_teaches_and_for_coordinators_through_every_door(sign_in, client):
    survey, outsiders, keepers = scene()
    pages = [reverse("survey_totals", args=[survey.pk]), reverse("survey_file", args=[survey.pk, "csv"])]
    admin = [reverse(f"survey_admin:{name}", args=[survey.pk]) for name in ("inspect", "usage", "history", "again")]

    assert [client.get(url).status_code for url in pages] == [302, 302]
    for user in outsiders:
        browser = sign_in(user)
        assert [browser.get(url).status_code for url in pages] == [404, 404]
        assert survey.title not in browser.get(reverse("surveys")).content.decode()
        assert all(browser.get(url).status_code in (302, 404) for url in admin)
        assert not may_keep(user=user, survey=survey)
    for user in keepers:
        assert list(kept_by(user)) == [survey]
    for user in keepers[:2]:
        browser = sign_in(user)
        assert all("Більше вправ" in browser.get(url).content.decode() for url in pages)
        assert all(browser.get(url).status_code == 200 for url in admin)
        assert survey.title in browser.get(reverse("survey_admin:index")).content.decode()


def test_a_host_makes_surveys_about_events_they_host_and_nothing_behind_a_door():
    host, guest = make_person(), make_person()
    mine, meeting = make_event(), make_event(kind="working_meeting")
    make_session(event=mine, host=host)
    make_session(event=meeting, host=host)

    assert {page.pk for page in pages_for(host.user)} == {mine.pk, meeting.pk}
    assert not pages_for(guest.user).exists()
