"""A survey is written, published, closed and made again in the admin."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from calendars.kyiv import KYIV
from courses.models import CoursePage
from courses.tests.factories import make_cohort, make_course, make_trainer
from people.roles import TRAINERS, add_to_role
from surveys.models import Survey

from .factories import DAY, answered_by, make_survey

pytestmark = pytest.mark.django_db


@pytest.fixture
def trainer(sign_in):
    person = make_trainer(make_course())
    add_to_role(user=person.user, role=TRAINERS)
    browser = sign_in(person)
    browser.person = person
    return browser


def course_of(person):
    return CoursePage.objects.get(trainer_rows__speaker__person=person)


def filled(page, /, **changes):
    closes = timezone.now() + 7 * DAY
    return {
        "page": page.pk, "cohort": "", "title": "Як вам курс?", "intro": "",
        "closes_at": f"{closes.astimezone(KYIV):%Y-%m-%d %H:%M}",
        "questions-TOTAL_FORMS": 1, "questions-INITIAL_FORMS": 0, "questions-MIN_NUM_FORMS": 1,
        "questions-MAX_NUM_FORMS": 20, "questions-0-text": "Чи стане в пригоді?", "questions-0-hint": "",
        "questions-0-kind": "scale", "questions-0-required": "on", "questions-0-options": "", "questions-0-id": "",
        "questions-0-ORDER": 1, "questions-0-DELETE": "", **changes,
    }  # fmt: skip


def test_a_trainer_makes_publishes_closes_and_repeats_a_survey_about_their_course(trainer):
    trainer.post(reverse("survey_admin:add"), filled(course_of(trainer.person)))
    survey = Survey.objects.get()
    assert [row.kind for row in survey.questions.all()] == ["scale"]

    for name in ("publish", "close", "again"):
        url = reverse(f"survey_admin:{name}", args=[survey.pk])
        assert trainer.get(url).status_code == 200
        assert trainer.post(url).status_code == 302

    survey.refresh_from_db()
    assert survey.is_closed(now=timezone.now())
    copy = Survey.objects.exclude(pk=survey.pk).get()
    assert (copy.published_at, [row.text for row in copy.questions.all()]) == (None, ["Чи стане в пригоді?"])


def test_what_is_not_ones_own_is_refused_beside_its_field(trainer):
    elsewhere, mine = make_course(), course_of(trainer.person)
    cohort, past = make_cohort(elsewhere), timezone.now() - timedelta(hours=1)

    for changes in ({"page": elsewhere.pk}, {"cohort": cohort.pk}, {"closes_at": f"{past:%Y-%m-%d %H:%M}"}):
        answer = trainer.post(reverse("survey_admin:add"), filled(mine, **changes))
        assert answer.status_code == 200
        assert "error-message" in answer.content.decode()
    assert not Survey.objects.exists()


def test_a_published_survey_is_not_written_any_more(coordinator):
    survey = make_survey()
    url = reverse("survey_admin:edit", args=[survey.pk])

    assert coordinator.get(url).url == reverse("survey_admin:inspect", args=[survey.pk])
    coordinator.post(url, filled(survey.page, title="Інша назва"))
    survey.refresh_from_db()
    assert survey.title == "Як вам курс?"
    assert reverse("survey_totals", args=[survey.pk]) in coordinator.get(coordinator.get(url).url).content.decode()


def test_a_step_that_the_state_does_not_allow_is_not_there(coordinator):
    survey = make_survey()
    answered_by(survey, 5)
    Survey.objects.update(closes_at=timezone.now())

    for name in ("publish", "close"):
        assert coordinator.post(reverse(f"survey_admin:{name}", args=[survey.pk])).status_code == 404


def test_a_draft_whose_end_has_passed_is_not_published(coordinator):
    survey = make_survey(published=False)
    Survey.objects.update(closes_at=timezone.now())

    answer = coordinator.post(reverse("survey_admin:publish", args=[survey.pk]))
    assert answer.status_code == 200
    survey.refresh_from_db()
    assert survey.published_at is None


def test_a_page_with_a_survey_is_not_deleted(coordinator):
    survey = make_survey()

    coordinator.user.is_superuser = True
    coordinator.user.save()
    coordinator.post(reverse("wagtailadmin_pages:delete", args=[survey.page_id]))
    assert Survey.objects.filter(page=survey.page_id).exists()


@pytest.mark.indexed
def test_the_list_of_three_takes_as_many_queries_as_that_of_one(coordinator, queries_of):
    course = make_course()
    make_survey(course)
    one = queries_of(reverse("survey_admin:index"))
    for _each in range(2):
        make_survey(course)
    assert queries_of(reverse("survey_admin:index")) == one
