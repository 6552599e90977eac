"""Questions and polls of sessions in the admin: read and downloaded by coordinators, changed by nobody there."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from people.roles import COORDINATORS, add_to_role
from webinars.beside import polls
from webinars.beside.questions import vote

from .beside import Hall, browser
from .factories import make_person

pytestmark = pytest.mark.django_db


@pytest.fixture
def coordinator():
    person = make_person()
    add_to_role(user=person.user, role=COORDINATORS)
    return browser(person)


def fill(hall, number):
    now = timezone.now()
    vote(question=hall.ask(f"Запитання {number}", now=now), person=hall.petro, now=now)
    options = {"options": ["Так", "Ні"], "by": hall.host.user, "now": now}
    poll = polls.prepare(session=hall.session, text=f"Опитування {number}", **options)
    polls.open_poll(poll=poll, by=hall.host.user, now=now)
    polls.choose(poll=poll, person=hall.petro, choice=0, now=now)


@pytest.mark.parametrize("name", ["room_question", "poll"])
def test_a_list_of_three_costs_as_many_queries_as_of_one(coordinator, name):
    hall, path = Hall(), reverse(f"{name}:index")

    def queries():
        coordinator.get(path)
        with CaptureQueriesContext(connection) as seen:
            assert coordinator.get(path).status_code == 200
        return len(seen)

    fill(hall, 1)
    before = queries()
    fill(hall, 2)
    fill(hall, 3)

    assert queries() == before
    sheet = coordinator.get(f"{path}?export=csv").getvalue().decode("utf-8-sig")
    assert sheet.count(hall.session.full_title) == 3
    assert not hall.olena.user.has_perm(f"webinars.view_{name.replace('_', '')}")
