"""What somebody starred, in their own calendar and in nobody else's."""

import pytest
from wagtail.models import PageViewRestriction

from calendars.models import CalendarSettings
from conferences.entries import personal_entries
from conferences.models import Star
from webinars.tests.factories import NOON, make_person

from .factories import make_programme, make_released

pytestmark = pytest.mark.django_db


def titles(person, **wanted):
    return [entry.summary for entry in personal_entries(person=person, now=NOON, **wanted)]


@pytest.fixture
def programme():
    return make_released(items=3)


@pytest.fixture
def person(programme):
    person = make_person()
    for item in list(programme.items.scheduled())[::2]:
        Star.objects.create(person=person, item=item)
    return person


def test_the_calendar_holds_what_its_person_starred(programme, person):
    first, _, last = programme.items.scheduled()

    assert titles(person) == [first.title, last.title]
    assert titles(make_person()) == []


def test_nothing_of_a_programme_that_is_hidden_unpublished_or_not_released(programme, person):
    unreleased = make_programme()
    Star.objects.create(person=person, item=unreleased.items.create(title="Чернетка"))
    assert len(titles(person)) == 2

    restriction = PageViewRestriction.objects.create(page=programme.event, restriction_type=PageViewRestriction.LOGIN)
    assert titles(person) == []

    restriction.delete()
    programme.event.unpublish()
    assert titles(person) == []


def test_who_wants_no_registrations_in_the_calendar_has_no_stars_there(person):
    assert titles(person, wanted=CalendarSettings(person=person, taking_part=False)) == []


@pytest.mark.parametrize("programmes", [1, 3])
def test_stars_of_any_number_of_programmes_cost_two_questions(django_assert_num_queries, programmes):
    person = make_person()
    for _time in range(programmes):
        Star.objects.create(person=person, item=make_released(items=1).items.get())
    titles(make_person())  # what does not change while the process lives

    with django_assert_num_queries(2):
        assert len(titles(person)) == programmes
