"""Lists of certificates in the admin: coordinators plan, administrators approve, all without JavaScript."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from certificates.models import Certificate, IssueRun, IssueRunRow
from certificates.runs import approve, plan
from courses.models import Cohort, CoursePage, Enrollment
from people.models import Person
from people.roles import ADMINISTRATORS, COORDINATORS, TRAINERS

from .conftest import NOON, sign_in


@pytest.fixture
def people(cohort):
    """Two who completed the course, and one who did not."""
    for name in ("Анна", "Борис", "Віра"):
        person = Person.objects.create(legal_name=name, display_name=name)
        completed = None if name == "Віра" else NOON
        Enrollment.objects.create(person=person, cohort=cohort, enrolled_at=NOON, completed_at=completed)


@pytest.fixture
def run(people, course_rule, cohort):
    return plan(rule=course_rule, cohort=cohort, by=None, now=NOON)


@pytest.fixture
def no_worker(settings):
    settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.dummy.DummyBackend"}}


def page(run):
    return reverse("issue_run:inspect", args=[run.pk])


def test_a_coordinator_plans_and_an_administrator_approves(client, people, course_rule, cohort):
    coordinator = sign_in(client, COORDINATORS).user
    planned = client.post(reverse("issue_run:plan"), {"rule": course_rule.pk, "cohort": cohort.pk})
    run = IssueRun.objects.get()
    shown = client.get(page(run)).content.decode()
    refused = client.post(reverse("issue_run:approve", args=[run.pk]))

    assert (planned["Location"], run.planned_by) == (page(run), coordinator)
    assert "The course is not completed." in shown
    assert reverse("issue_run:approve", args=[run.pk]) not in re.findall(r'formaction="([^"]+)"', shown)
    assert "Approve and issue" not in shown
    assert refused.status_code == 302
    assert not Certificate.objects.exists()

    sign_in(client, ADMINISTRATORS)
    shown = client.get(page(run)).content.decode()
    rows = re.findall(r'name="row" value="(\d+)"', shown)
    client.post(reverse("issue_run:approve", args=[run.pk]), {"row": rows[:1]})

    assert [row.outcome for row in IssueRunRow.objects.order_by("person__legal_name")] == [
        "issued",
        "left_out",
        "not_due",
    ]
    done = client.get(page(run)).content.decode()
    assert "1 of 1 certificate issued" in done
    assert Certificate.objects.get().number in done


def test_a_list_without_a_single_tick_issues_nothing(admin, run):
    response = admin.post(reverse("issue_run:approve", args=[run.pk]), follow=True)

    assert "Nobody on this list gets a certificate." in response.content.decode()
    assert not Certificate.objects.exists()
    assert run.rows.filter(outcome="to_issue").count() == 2


@pytest.mark.parametrize("role", [TRAINERS, "participant"])
def test_nobody_else_plans_sees_or_approves(client, run, role):
    sign_in(client, role)

    for name, args in [("index", []), ("plan", []), ("inspect", [run.pk]), ("history", [run.pk])]:
        assert client.get(reverse(f"issue_run:{name}", args=args)).status_code in {302, 403}
    for name in ("approve", "cancel", "try_again"):
        assert client.post(reverse(f"issue_run:{name}", args=[run.pk])).status_code in {302, 403}
    run.refresh_from_db()
    assert run.state == IssueRun.State.PLANNED


def test_a_cohort_of_another_course_is_refused(admin, course_rule, cohort, locale):
    other = CoursePage(title="Інший", slug="inshyi", lead="Ще", locale=locale)
    cohort.course.get_parent().add_child(instance=other)
    foreign = Cohort.objects.create(
        course=other, number=1, starts_on=NOON.date(), ends_on=NOON.date(), enroll_closes_at=NOON
    )

    response = admin.post(reverse("issue_run:plan"), {"rule": course_rule.pk, "cohort": foreign.pk})
    nothing = admin.post(reverse("issue_run:plan"), {})

    assert list(response.context["form"].errors) == ["cohort"]
    assert list(nothing.context["form"].errors) == ["rule"]
    assert not IssueRun.objects.exists()


def test_the_page_of_a_list_being_issued_says_how_far_it_is_and_loads_itself_again(admin, run, no_worker):
    before = admin.get(page(run))
    approve(run=run, by=None, now=NOON)
    during = admin.get(page(run))

    assert "Refresh" not in before.headers
    assert during["Refresh"] == "10"
    assert re.search(r'<progress value="0" max="2"', during.content.decode())
    assert "0 of 2 certificates issued" in during.content.decode()


def test_a_list_is_cancelled(admin, run):
    admin.post(reverse("issue_run:cancel", args=[run.pk]))
    again = admin.post(reverse("issue_run:approve", args=[run.pk]), follow=True)

    run.refresh_from_db()
    assert run.state == IssueRun.State.CANCELLED
    assert "This list is approved or cancelled already." in again.content.decode()


def test_who_could_not_be_issued_one_is_tried_again(admin, run):
    Person.objects.filter(legal_name="Анна").update(legal_name="Анна 🌻")
    approve(run=run, by=None, now=NOON)
    shown = admin.get(page(run)).content.decode()
    Person.objects.filter(legal_name="Анна 🌻").update(legal_name="Ганна")

    admin.post(reverse("issue_run:try_again", args=[run.pk]))

    assert reverse("issue_run:try_again", args=[run.pk]) in shown
    assert "🌻 (U+1F33B)" in shown
    assert set(Certificate.objects.values_list("person__legal_name", flat=True)) == {"Ганна", "Борис"}


@pytest.mark.parametrize("view", ["approve", "cancel", "try_again"])
def test_looking_changes_nothing(admin, run, view):
    admin.get(reverse(f"issue_run:{view}", args=[run.pk]))

    run.refresh_from_db()
    assert run.state == IssueRun.State.PLANNED


def queries(client, url):
    client.get(url)
    with CaptureQueriesContext(connection) as captured:
        assert client.get(url).status_code == 200
    return len(captured)


def test_lists_and_their_pages_cost_the_same_for_one_and_many(admin, run, course_rule, cohort):
    index, one = queries(admin, reverse("issue_run:index")), queries(admin, page(run))
    for number in range(3):
        person = Person.objects.create(legal_name=f"Особа {number}", display_name="О.")
        Enrollment.objects.create(person=person, cohort=cohort, enrolled_at=NOON, completed_at=NOON)
        larger = plan(rule=course_rule, cohort=cohort, by=None, now=NOON)

    assert (queries(admin, reverse("issue_run:index")), queries(admin, page(larger))) == (index, one)


def test_a_rule_with_a_list_is_not_deleted_even_by_a_superuser(client, run, course_rule, django_user_model):
    client.force_login(django_user_model.objects.create_superuser("root@example.org"))

    response = client.post(reverse("certificate_rule:delete", args=[course_rule.pk]), follow=True)

    assert "There are records about this" in response.content.decode()
    assert IssueRun.objects.get().rule == course_rule
