"""A closed course, somebody in each position from which one could see too much, and somebody in each who must see."""

import pytest
from django.utils import timezone
from wagtail.models import Page

from courses.admission.allotments import accept, name_person
from courses.enrollment import withdraw
from people.roles import ADMINISTRATORS, COORDINATORS, TRAINERS
from webinars.tests.factories import make_contact, make_person

from .factories import (
    make_closed_course,
    make_cohort,
    make_enrollment,
    make_lesson,
    make_module,
    make_question,
    make_quiz,
    make_seats,
    make_staff,
    make_trainer,
)

SECRET = "Таємниця двадцяти громад"


def make_closed_scene():
    """A closed course with one lesson and one quiz; and an open one besides, so that lists are never empty."""
    make_lesson(text="Відкритий текст.", title="Відкритий урок")
    course = make_closed_course(title="Закритий курс")
    module = make_module(course, title="Закритий модуль")
    make_lesson(module, title="Закритий урок", text=SECRET)
    make_quiz(module, title="Закритий тест", intro=SECRET, questions=[make_question(SECRET)])
    return course


def inside(course, title):
    """A page of a course as it answers requests."""
    return Page.objects.descendant_of(course).get(title=title).specific


def signed_out(course):
    return None


def stranger(course):
    return make_person().user


def participant_of_another_course(course):
    return make_enrollment(make_cohort(make_closed_course())).person.user


def participant_who_left(course):
    enrollment = make_enrollment(make_cohort(course))
    withdraw(person=enrollment.person, cohort=enrollment.cohort, now=timezone.now())
    return enrollment.person.user


def trainer_of_another_course(course):
    return make_trainer(make_closed_course()).user


def contact_of_an_organization(course):
    """Their organization has seats in a cohort of the course, and somebody whom they named takes part."""
    contact, cohort = make_contact(), make_cohort(course, admission="school")
    seats = make_seats(contact, cohort)
    nominee = name_person(allotment=seats, name="Ніна Левчук", email="", by=contact, now=timezone.now())
    accept(nominee=nominee, person=make_person(), now=timezone.now())
    return contact.user


def editor_on_the_site(course):
    """A trainer’s role gives the editor, where they see drafts of their own courses; on the site it opens nothing."""
    return make_staff(TRAINERS)


def participant(course):
    return make_enrollment(make_cohort(course)).person.user


def participant_whose_cohort_was_cancelled(course):
    user = participant(course)
    course.cohorts.update(state="cancelled")
    return user


def trainer(course):
    return make_trainer(course).user


def coordinator(course):
    return make_staff(COORDINATORS)


def administrator(course):
    return make_staff(ADMINISTRATORS)


OUTSIDE = [
    signed_out,
    stranger,
    participant_of_another_course,
    participant_who_left,
    trainer_of_another_course,
    contact_of_an_organization,
    editor_on_the_site,
]
INSIDE = [participant, participant_whose_cohort_was_cancelled, trainer, coordinator, administrator]
outside = pytest.mark.parametrize("who", OUTSIDE, ids=lambda who: who.__name__)
inner = pytest.mark.parametrize("who", INSIDE, ids=lambda who: who.__name__)
