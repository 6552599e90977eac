"""A coordinator gives a cohort its live sessions in the admin: one is found by its title and known by its date."""

from datetime import timedelta

import pytest
from django.utils import timezone
from django.utils.translation import override
from playwright.sync_api import expect

from courses.choosers import dated
from people.roles import COORDINATORS
from webinars.models import Session
from webinars.scheduling import schedule

from .school import make_account, make_school
from .signing_in import sign_in

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def school():
    with override("uk"):
        yield make_school()


@pytest.fixture
def following(school):
    """The second evening of the same event: told from the first by its date only."""
    starts = timezone.now() + timedelta(days=7)
    session = Session(event=school.event, starts_at=starts, ends_at=starts + timedelta(hours=1))
    return schedule(session=session, by=None, now=timezone.now())


def test_a_session_is_chosen_for_a_cohort_by_its_date(visitor, live_server, school, following):
    page = visitor(width=1280)
    sign_in(page.context, make_account("coordinator@school.test", role=COORDINATORS), live_server.url)
    page.goto(f"/admin/cohort/edit/{school.cohort.pk}/")

    page.locator("#id_session_rows-ADD").click()
    page.locator("#inline_child_session_rows-1 [data-chooser-action-choose]").first.click()
    found = page.locator(f".modal-body a[href*='/chosen/{following.pk}/']")
    offered = found.element_handle()
    with page.expect_response("**/session_chooser/results/*"):
        page.locator(".modal [name=q]").fill(school.event.title)
    page.wait_for_function("link => !link.isConnected", arg=offered)  # the list of before has gone
    found.press("Enter")
    with override("uk"):
        expect(page.locator("#inline_child_session_rows-1 [data-chooser-title]").first).to_have_text(dated(following))
    page.locator("footer [type=submit]:visible").click()
    page.locator(".messages .success").wait_for()

    assert [row.session for row in school.cohort.session_rows.order_by("pk")] == [school.session, following]
