"""Lists of certificates: what they say before they are approved, and what comes of them."""

from datetime import timedelta

import pytest
from django.core import mail
from django.db import OperationalError, connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import ModelLogEntry

from certificates.exceptions import CertificateRefused
from certificates.issuing import issue_for_course
from certificates.life import revoke
from certificates.models import Certificate, CertificateRule, IssueRun, PendingCertificate
from certificates.pending import earn
from certificates.run_tasks import issue_run, resume_runs
from certificates.run_work import finish, settle_some
from certificates.runs import approve, cancel, plan, try_again
from courses.models import Cohort, Enrollment
from lms.schedules import JOBS
from people.models import Person, User
from webinars.attendance import mark_on_sheet
from webinars.registration import register

from .conftest import NOON, YESTERDAY

pytestmark = pytest.mark.django_db


@pytest.fixture
def no_worker(settings):
    """Tasks are queued and nobody works."""
    settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.dummy.DummyBackend"}}


def enrolled(cohort, name, *, completed=True):
    person = Person.objects.create(legal_name=name, display_name=name[:5])
    Enrollment.objects.create(person=person, cohort=cohort, enrolled_at=NOON, completed_at=NOON if completed else None)
    return person


def rows(run):
    return {row.person.legal_name: (row.outcome, row.problem) for row in run.rows.select_related("person")}


@pytest.fixture
def course_people(cohort, course, template):
    """One of each kind."""
    enrolled(cohort, "Анна Готова")
    enrolled(cohort, "Богдан Ще-Вчиться", completed=False)
    issue_for_course(person=enrolled(cohort, "Віра Вже-Має"), course=course, template=template, now=NOON)
    taken = issue_for_course(person=enrolled(cohort, "Гліб Відкликаний"), course=course, template=template, now=NOON)
    revoke(certificate=taken, reason="Списано", by=None, now=NOON)
    enrolled(cohort, "Дарина 🌻")


def test_a_plan_says_who_gets_one_who_does_not_and_why_and_issues_nothing(course_people, course_rule, cohort):
    before = list(Certificate.objects.values_list("pk"))

    run = plan(rule=course_rule, cohort=cohort, by=None, now=NOON)

    assert rows(run) == {
        "Анна Готова": ("to_issue", ""),
        "Богдан Ще-Вчиться": ("not_due", "not_completed"),
        "Віра Вже-Має": ("not_due", "has_one"),
        "Гліб Відкликаний": ("not_due", "had_one"),
        "Дарина 🌻": ("refused", "no_glyph"),
    }
    assert run.state == IssueRun.State.PLANNED
    assert list(Certificate.objects.values_list("pk")) == before
    assert all(row.reason for row in run.rows.exclude(outcome="to_issue"))


def test_a_plan_for_a_cohort_is_about_that_cohort(course_rule, cohort, course):
    other = Cohort.objects.create(
        course=course, number=5, starts_on=NOON.date(), ends_on=NOON.date(), enroll_closes_at=NOON
    )
    enrolled(cohort, "Анна")
    enrolled(other, "Борис")

    assert set(rows(plan(rule=course_rule, cohort=other, by=None, now=NOON))) == {"Борис"}
    assert set(rows(plan(rule=course_rule, by=None, now=NOON))) == {"Анна", "Борис"}


def test_a_plan_for_an_event_asks_who_came_and_who_only_registered(olena, event, session, template):
    rule = CertificateRule.objects.create(event=event, template=template, automatic=False)
    absent = Person.objects.create(legal_name="Тарас Відсутній", display_name="Т.")
    for person in (olena, absent):
        register(person=person, session=session, now=session.starts_at)
    mark_on_sheet(session=session, person=olena, by=None, now=NOON)

    too_early = plan(rule=rule, by=None, now=NOON)
    run = plan(rule=rule, by=None, now=NOON + timedelta(days=2))

    assert rows(too_early)["Олена Коваль"] == ("not_due", "too_early")
    assert rows(run) == {"Олена Коваль": ("to_issue", ""), "Тарас Відсутній": ("not_due", "sessions")}


def test_a_plan_takes_as_many_queries_for_many_as_for_one(course_rule, cohort):
    def cost():
        with CaptureQueriesContext(connection) as captured:
            plan(rule=course_rule, cohort=cohort, by=None, now=NOON)
        return len(captured)

    enrolled(cohort, "Анна")
    cost()
    one = cost()
    for number in range(5):
        enrolled(cohort, f"Особа {number}")

    assert cost() == one


def test_an_approved_list_is_issued_and_says_who_approved_it(course_people, course_rule, cohort):
    user = User.objects.create_user("admin@example.org")
    run = plan(rule=course_rule, cohort=cohort, by=None, now=NOON)

    approve(run=run, by=user, now=NOON)

    run.refresh_from_db()
    row = run.rows.get(outcome="issued")
    assert (run.state, run.approved_by) == (IssueRun.State.FINISHED, user)
    assert (row.person.legal_name, row.certificate.issued_by) == ("Анна Готова", user)
    assert row.certificate.statement["details"][1].startswith("16\N{NO-BREAK SPACE}січня 2027")
    assert row.certificate.evidence["list"] == run.pk
    assert row.certificate.evidence["rule"]["pk"] == course_rule.pk
    assert {entry.action for entry in ModelLogEntry.objects.for_instance(run)} == {
        "certificates.plan",
        "certificates.approve",
    }


def test_who_is_left_out_gets_none(course_rule, cohort):
    enrolled(cohort, "Анна")
    enrolled(cohort, "Борис")
    run = plan(rule=course_rule, cohort=cohort, by=None, now=NOON)

    approve(run=run, by=None, now=NOON, chosen=[run.rows.get(person__legal_name="Анна").pk])

    assert rows(run) == {"Анна": ("issued", ""), "Борис": ("left_out", "")}
    assert Certificate.objects.get().recipient == "Анна"


def test_a_list_is_approved_once_and_not_after_it_was_cancelled(course_rule, cohort):
    enrolled(cohort, "Анна")
    run = plan(rule=course_rule, cohort=cohort, by=None, now=NOON)
    cancel(run=run, by=None)

    for verb in (lambda: approve(run=run, by=None, now=NOON), lambda: cancel(run=run, by=None)):
        with pytest.raises(CertificateRefused) as refused:
            verb()
        assert refused.value.code == "not_planned"
    assert not Certificate.objects.exists()


def test_a_list_of_nobody_is_not_approved(course_rule, cohort):
    enrolled(cohort, "Анна", completed=False)

    with pytest.raises(CertificateRefused) as refused:
        approve(run=plan(rule=course_rule, cohort=cohort, by=None, now=NOON), by=None, now=NOON)

    assert refused.value.code == "nobody"


def test_what_changed_since_the_plan_is_seen_at_the_issue(course_rule, cohort, course, template, no_worker):
    taken_back, by_hand, renamed = (enrolled(cohort, name) for name in ("Анна", "Борис", "Віра"))
    run = approve(run=plan(rule=course_rule, cohort=cohort, by=None, now=NOON), by=None, now=NOON)
    Enrollment.objects.filter(person=taken_back).update(completed_at=None)
    certificate = issue_for_course(person=by_hand, course=course, template=template, now=NOON)
    Person.objects.filter(pk=renamed.pk).update(legal_name="Віра 🌻")

    issue_run.call(run.pk)

    assert rows(run) == {
        "Анна": ("not_due", "not_completed"),
        "Борис": ("not_due", "has_one"),
        "Віра 🌻": ("refused", "no_glyph"),
    }
    assert run.rows.get(person=by_hand).certificate == certificate == Certificate.objects.get()
    assert IssueRun.objects.get().state == IssueRun.State.FINISHED


def test_a_rule_taken_out_of_force_stops_the_list(course_rule, cohort, no_worker):
    enrolled(cohort, "Анна")
    run = approve(run=plan(rule=course_rule, cohort=cohort, by=None, now=NOON), by=None, now=NOON)
    CertificateRule.objects.update(active=False)

    issue_run.call(run.pk)

    assert rows(run) == {"Анна": ("refused", "inactive")}


def test_a_fault_of_ours_stops_nobody_else_and_can_be_tried_again(course_rule, cohort, no_worker, monkeypatch, caplog):
    enrolled(cohort, "Анна")
    run = approve(run=plan(rule=course_rule, cohort=cohort, by=None, now=NOON), by=None, now=NOON)
    enrolled(cohort, "Борис")
    with monkeypatch.context() as fault:
        fault.setattr("certificates.issuing.chosen", lambda _template: 1 / 0)
        issue_run.call(run.pk)
    first = rows(run)
    again = try_again(run=IssueRun.objects.get(), by=None)
    issue_run.call(run.pk)

    assert first == {"Анна": ("refused", "fault")}
    assert "ZeroDivisionError" in caplog.text
    assert again.state == IssueRun.State.RUNNING
    assert rows(run) == {"Анна": ("issued", "")}


def test_a_database_that_is_away_is_nobody_s_fault(course_rule, cohort, no_worker, monkeypatch):
    enrolled(cohort, "Анна")
    run = approve(run=plan(rule=course_rule, cohort=cohort, by=None, now=NOON), by=None, now=NOON)

    def away(_template):
        raise OperationalError("database is locked")

    with monkeypatch.context() as trouble:
        trouble.setattr("certificates.issuing.chosen", away)
        with pytest.raises(OperationalError):
            issue_run.call(run.pk)

    assert rows(run) == {"Анна": ("to_issue", "")}


def test_only_what_was_refused_is_tried_again(course_rule, cohort):
    enrolled(cohort, "Анна")
    run = approve(run=plan(rule=course_rule, cohort=cohort, by=None, now=NOON), by=None, now=NOON)

    with pytest.raises(CertificateRefused):
        try_again(run=run, by=None)


def test_running_the_task_again_issues_nothing_twice(course_rule, cohort):
    enrolled(cohort, "Анна")
    run = approve(run=plan(rule=course_rule, cohort=cohort, by=None, now=NOON), by=None, now=NOON)
    Person.objects.update(email="anna@example.org")

    issue_run.call(run.pk)

    assert Certificate.objects.count() == 1
    assert mail.outbox == []  # nobody had an address when it was issued


def test_who_waited_waits_no_more(course_rule, cohort, no_worker):
    anna = enrolled(cohort, "Анна")
    earn(person=anna, rule=course_rule, cohort=cohort, now=NOON)
    run = approve(run=plan(rule=course_rule, cohort=cohort, by=None, now=NOON), by=None, now=NOON)

    issue_run.call(run.pk)

    assert not PendingCertificate.objects.exists()


def test_a_list_is_finished_only_when_nobody_is_left(course_rule, cohort, no_worker):
    enrolled(cohort, "Анна")
    run = approve(run=plan(rule=course_rule, cohort=cohort, by=None, now=NOON), by=None, now=NOON)

    too_early = finish(run=run, now=NOON)
    settled = settle_some(run=run, now=NOON)

    assert (too_early, [row.outcome for row in settled], settle_some(run=run, now=NOON)) == (False, ["issued"], [])
    assert finish(run=run, now=NOON)
    assert not finish(run=run, now=NOON)


def test_a_list_that_lost_its_worker_is_taken_up_again(course_rule, cohort, settings):
    working = settings.TASKS
    settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.dummy.DummyBackend"}}
    enrolled(cohort, "Анна")
    run = approve(run=plan(rule=course_rule, cohort=cohort, by=None, now=YESTERDAY), by=None, now=timezone.now())
    settings.TASKS = working

    resume_runs.call()  # approved just now: its task may still be in the queue
    young = Certificate.objects.exists()
    IssueRun.objects.filter(pk=run.pk).update(approved_at=YESTERDAY)
    resume_runs.call()

    assert (young, Certificate.objects.count()) == (False, 1)
    assert IssueRun.objects.get().state == IssueRun.State.FINISHED


def test_a_long_list_is_handed_on_so_that_others_have_their_turn(course_rule, cohort, monkeypatch):
    monkeypatch.setattr("certificates.run_tasks.WORK_FOR", 0)
    for name in ("Анна", "Борис", "Віра"):
        enrolled(cohort, name)

    approve(run=plan(rule=course_rule, cohort=cohort, by=None, now=NOON), by=None, now=NOON)

    assert Certificate.objects.count() == 3
    assert IssueRun.objects.get().state == IssueRun.State.FINISHED


def test_lists_are_looked_after_every_five_minutes():
    assert [job.minutes for job in JOBS if resume_runs.module_path in job.args] == [5]
