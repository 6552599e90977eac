"""What is closed, seen from a participant's side, without JavaScript and with it: why, and what opens it."""

import pytest
from django.utils import timezone
from django.utils.translation import override

from .opening import make_further, make_step_by_step
from .school import make_account, make_school
from .signing_in import sign_in
from .test_queue import follow

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def courses():
    """A course that opens bit by bit, and one that needs it before; both enroll."""
    with override("uk"):
        catalog = make_school().catalog
        course, cohort = make_step_by_step(catalog, now=timezone.now())
        further, _programme = make_further(catalog, course)
        further.cohorts.create(
            number=1, state="open", starts_on=cohort.starts_on, ends_on=cohort.ends_on,
            enroll_closes_at=cohort.enroll_closes_at,
        )  # fmt: skip
    return course, further


@pytest.mark.parametrize("javascript", [False, True], ids=["without JavaScript", "with JavaScript"])
def test_a_module_opens_when_the_one_before_is_done_and_a_course_when_the_other_is(
    visitor, live_server, courses, javascript
):
    course, further = courses
    page, person = visitor(javascript=javascript), make_account("olena@school.test", first="Олена")
    sign_in(page.context, person, live_server.url)

    def says(words):
        assert words in page.locator("main").inner_text().replace("\xa0", " ")

    page.goto(further.url)
    says("First one completes the course “Крок за кроком”.")
    page.goto(course.url)
    follow(page, "Enroll in the cohort")
    page.locator("main form button").click()
    answer = page.goto(f"{course.url}chastyna-2/u-1/")
    assert answer.status == 403
    says("Opens after the module “Частина 1”: 2 steps of it are left, “Урок 1.1” first.")

    follow(page, "Урок 1.1")
    for _lesson in range(2):
        page.get_by_role("button", name="Done, next").click()
    page.wait_for_url("**/chastyna-2/u-1/")
    page.get_by_role("button", name="Done, next").click()

    says("Next comes “Урок 2.2”. Opens on")
    page.goto("/my/")
    says("Next comes “Урок 2.2”. Opens on")
