"""A full cohort on two phones, with scripts and without: one leaves, another is told why it is their turn, comes in."""

import re
from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone
from django.utils.translation import override

from courses.enrollment import enroll
from courses.models import Cohort

from .school import make_account, make_school
from .signing_in import sign_in
from .test_queue import follow

pytestmark = [
    pytest.mark.journey,
    pytest.mark.django_db(transaction=True),
    pytest.mark.parametrize("javascript", [False, True], ids=["plain", "scripts"]),
]


@pytest.fixture
def cohort():
    """One seat, and people of villages come first."""
    with override("uk"):
        cohort = make_school().cohort
    Cohort.objects.filter(pk=cohort.pk).update(
        seats=1, first_in_queue="rural", enroll_closes_at=timezone.now() + timedelta(days=5)
    )
    cohort.refresh_from_db()
    return cohort


@pytest.fixture
def phone(visitor, live_server, cohort, javascript):
    """``phone("olena")``: a window of somebody who is signed in."""

    def unlock(name, **fields):
        page = visitor(javascript=javascript)
        page.person = make_account(f"{name}@school.test", first=name.capitalize())
        type(page.person).objects.filter(pk=page.person.pk).update(**fields)
        sign_in(page.context, page.person, live_server.url)
        return page

    return unlock


def test_a_place_goes_from_one_phone_to_another_by_a_rule_that_is_named(phone, cohort):
    taras, petro, olena = phone("taras"), phone("petro"), phone("olena", settlement="village")
    enroll(person=taras.person, cohort=cohort, now=timezone.now())
    for page in (petro, olena):
        page.goto(cohort.course.url)
        follow(page, "Queue for a place")
        follow(page, "Join the queue")
    assert "You are first in the queue" in olena.locator("main").inner_text()
    petro.reload()
    assert "1 person is ahead of you" in petro.locator("main").inner_text()
    mail.outbox.clear()

    taras.goto(cohort.course.url)
    follow(taras, "Leave the cohort")
    follow(taras, "Leave the cohort")

    [offer] = mail.outbox
    assert offer.to == [olena.person.email]
    assert "people of villages and settlements come first" in offer.body
    olena.goto(re.search(rf"\S+/enrol/{cohort.pk}/$", offer.body, re.MULTILINE)[0])
    follow(olena, "Enroll")
    assert [row.person for row in cohort.enrollments.active()] == [olena.person]

    petro.goto("/my/")
    follow(petro, cohort.course.title)
    assert "You are first in the queue" in petro.locator("main").inner_text()
    follow(petro, "Leave the queue")
    follow(petro, "Leave the queue")
    assert not cohort.queue_places.open().exists()
