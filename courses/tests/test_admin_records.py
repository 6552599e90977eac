"""Lists of cohorts, enrollments and attempts in the admin: narrowed, exported, inspected; records are not written."""

import io
from datetime import UTC, datetime
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

import pytest
from django.core import mail
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from openpyxl import load_workbook
from wagtail.models import ModelLogEntry

from courses.models import Enrollment, QuizAttempt
from courses.quizzes import start_attempt
from people.roles import ADMINISTRATORS, COORDINATORS, TRAINERS
from webinars.tests.factories import make_person

from .factories import DAY, make_cohort, make_course, make_enrollment, make_module, make_quiz, make_staff

pytestmark = pytest.mark.django_db


def found(client, name, **query):
    return list(client.get(f"{reverse(f'{name}:index')}?{urlencode(query)}").context["object_list"])


def test_cohorts_are_filtered_and_searched(coordinator):
    cohort, draft = make_cohort(make_course(title="Коаліції")), make_cohort(state="draft")

    assert found(coordinator, "cohort", course=cohort.course_id) == [cohort]
    assert found(coordinator, "cohort", state="draft") == [draft]
    assert found(coordinator, "cohort", q="Коаліції") == [cohort]
    assert found(coordinator, "cohort", starts_on_from=cohort.starts_on + DAY) == []


def test_enrollments_are_filtered_and_searched(coordinator):
    one, other = make_enrollment(), make_enrollment()
    Enrollment.objects.filter(pk=other.pk).update(withdrawn_at=timezone.now())

    assert found(coordinator, "enrollment", course=one.cohort.course_id) == [one]
    assert found(coordinator, "enrollment", cohort=other.cohort_id) == [other]
    assert found(coordinator, "enrollment", withdrawn="true") == [other]
    assert found(coordinator, "enrollment", completed="true") == []
    assert found(coordinator, "enrollment", q=one.person.email) == [one]


def attempt_in(cohort):
    enrollment = make_enrollment(cohort)
    quiz = make_quiz(make_module(cohort.course))
    return start_attempt(person=enrollment.person, quiz=quiz, now=timezone.now())


def test_attempts_are_filtered_and_searched(coordinator):
    course = make_course()
    first, second, foreign = attempt_in(make_cohort(course)), attempt_in(make_cohort(course)), attempt_in(make_cohort())

    assert set(found(coordinator, "quiz_attempt", course=course.pk)) == {first, second}
    cohort = first.person.enrollments.get().cohort
    assert found(coordinator, "quiz_attempt", cohort=cohort.pk) == [first]
    assert found(coordinator, "quiz_attempt", passed="true") == []
    assert found(coordinator, "quiz_attempt", q=foreign.person.email) == [foreign]


@pytest.mark.parametrize("name", ["cohort", "enrollment", "quiz_attempt"])
def test_lists_are_exported_as_spreadsheet_and_text(coordinator, name):
    attempt = attempt_in(make_cohort(make_course(title="Бюджет громади")))
    url = reverse(f"{name}:index")

    text = b"".join(coordinator.get(f"{url}?export=csv").streaming_content).decode().splitlines()
    sheet = coordinator.get(f"{url}?export=xlsx")
    rows = list(load_workbook(io.BytesIO(b"".join(sheet.streaming_content))).active.values)

    expected = "Бюджет громади" if name == "cohort" else attempt.person.legal_name
    assert len(text) == len(rows) == 2
    assert expected in text[1]
    assert expected in rows[1]


@pytest.mark.parametrize("name", ["cohort", "enrollment", "quiz_attempt"])
def test_lists_cost_no_query_for_each_row(coordinator, name):
    counts = []
    for more in (1, 2):
        for _number in range(more):
            attempt_in(make_cohort())
        coordinator.get(reverse(f"{name}:index"))
        with CaptureQueriesContext(connection) as queries:
            assert coordinator.get(reverse(f"{name}:index")).status_code == 200
        counts.append(len(queries))

    assert counts[0] == counts[1]


@pytest.mark.parametrize("name", ["enrollment", "quiz_attempt"])
def test_records_are_inspected_and_not_written_even_by_a_superuser(admin, name):
    attempt = attempt_in(make_cohort())
    row = attempt if name == "quiz_attempt" else attempt.person.enrollments.get()

    assert admin.get(reverse(f"{name}:inspect", args=[row.pk])).status_code == 200
    for view, args in [("add", []), ("edit", [row.pk]), ("delete", [row.pk])]:
        url = reverse(f"{name}:{view}", args=args)
        assert admin.get(url).status_code == admin.post(url).status_code == 302
    assert (Enrollment.objects.count(), QuizAttempt.objects.count()) == (1, 1)


def test_an_inspected_attempt_does_not_give_the_right_answers_away(admin):
    attempt = attempt_in(make_cohort())

    page = admin.get(reverse("quiz_attempt:inspect", args=[attempt.pk])).content.decode()

    assert "Рада" not in page


@pytest.mark.parametrize("role", [COORDINATORS, ADMINISTRATORS])
def test_who_plans_cohorts_sees_them_and_their_records(sign_in, role):
    client = sign_in(make_staff(role))

    names = ["cohort:index", "cohort:add", "enrollment:index", "quiz_attempt:index"]
    assert [client.get(reverse(name)).status_code for name in names] == [200] * 4


def test_a_trainer_sees_neither_cohorts_nor_records_of_people(sign_in):
    enrollment = make_enrollment()
    client = sign_in(make_staff(TRAINERS))

    names = ["cohort:index", "cohort:add", "enrollment:index", "quiz_attempt:index"]
    assert [client.get(reverse(name)).status_code for name in names] == [302] * 4
    assert client.get(reverse("enrollment:inspect", args=[enrollment.pk])).status_code == 302


def test_a_coordinator_takes_somebody_out_of_a_cohort_after_being_asked(coordinator):
    enrollment = make_enrollment()
    mail.outbox.clear()
    url = reverse("enrollment:withdraw", args=[enrollment.pk])
    inspect = reverse("enrollment:inspect", args=[enrollment.pk])

    assert f'href="{url}"' in coordinator.get(inspect).content.decode()
    assert coordinator.get(url).status_code == 200
    assert Enrollment.objects.active().exists()
    assert coordinator.post(url).url == inspect

    assert not Enrollment.objects.active().exists()
    assert ModelLogEntry.objects.get(action="courses.withdraw").user == coordinator.user
    assert [message.to for message in mail.outbox] == [[enrollment.person.email]]
    assert f'href="{url}"' not in coordinator.get(inspect).content.decode()


def test_a_completed_course_is_not_taken_back(coordinator):
    enrollment = make_enrollment()
    Enrollment.objects.update(completed_at=timezone.now())
    url = reverse("enrollment:withdraw", args=[enrollment.pk])

    response = coordinator.post(url)

    assert (response.status_code, len(response.context["form"].non_field_errors())) == (200, 1)
    assert Enrollment.objects.active().exists()


def test_only_who_plans_cohorts_takes_people_out(sign_in):
    enrollment = make_enrollment()

    for somebody in (make_staff(TRAINERS), make_person().user):
        sign_in(somebody).post(reverse("enrollment:withdraw", args=[enrollment.pk]))

    assert Enrollment.objects.active().exists()


@pytest.mark.parametrize("name", ["enrollment", "quiz_attempt"])
def test_an_inspected_record_tells_kyiv_time_and_a_dash_for_what_is_not_there(admin, name):
    attempt = attempt_in(make_cohort())
    moment = datetime(2026, 12, 24, 22, 30, tzinfo=UTC)
    row = attempt if name == "quiz_attempt" else attempt.person.enrollments.get()
    type(row).objects.filter(pk=row.pk).update(**{"started_at" if name == "quiz_attempt" else "enrolled_at": moment})

    page = admin.get(reverse(f"{name}:inspect", args=[row.pk])).content.decode()

    assert date_format(timezone.localtime(moment, ZoneInfo("Europe/Kyiv")), "DATETIME_FORMAT") in page
    assert ">None<" not in "".join(page.split())
    assert "–" in page
