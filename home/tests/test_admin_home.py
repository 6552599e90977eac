"""The front page of the admin and its menu: what comes next, what waits to be decided, for whom, at what cost."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from wagtail.models import GroupApprovalTask, Workflow, WorkflowPage, WorkflowTask

from certificates.models import CertificateRule, CertificateTemplate, PendingCertificate
from certificates.runs import cancel, plan
from content import wording
from courses.tests.factories import make_cohort, make_course, make_enrollment, make_lesson
from home.desk import SHOWN, coming_sessions, decisions
from home.wagtail_hooks import SchoolGroup
from people.models import User
from people.roles import ADMINISTRATORS, COORDINATORS, TRAINERS, add_to_role, sync_roles
from webinars.attendance import mark_on_sheet
from webinars.importing import confirm, upload
from webinars.registration import register
from webinars.tests.factories import make_event, make_person, make_session, session_around

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def now():
    return timezone.now()


@pytest.fixture
def member():
    """``member(role)``: somebody of a role of the admin, with a person behind the account."""
    sync_roles()

    def make(role):
        person = make_person()
        add_to_role(user=person.user, role=role)
        return User.objects.get(pk=person.user_id)

    return make


def ended_session(now, *, title="Минуле заняття", host=None, registered=1, days=1):
    session = make_session(event=make_event(title=title), starts_at=now - days * DAY, minutes=90, host=host)
    for _number in range(registered):
        session.registrations.create(person=make_person(), created_at=session.starts_at - DAY)
    return session


def asked_of(user, now):
    return [matter.text for matter in decisions(user, now=now)]


def test_a_coordinator_sees_the_next_sessions_of_the_school_with_their_seats(member, now):
    late = make_session(starts_at=now + 9 * DAY, capacity=20)
    soon = make_session(starts_at=now + DAY, capacity=10)
    for _number in range(3):
        register(person=make_person(), session=soon, now=now)
    make_session(starts_at=now + DAY, state="draft")
    make_session(starts_at=now + DAY, state="cancelled")
    ended_session(now)

    found = coming_sessions(member(COORDINATORS), now=now)

    assert [(session.pk, session.taken) for session in found] == [(soon.pk, 3), (late.pk, 0)]


def test_a_session_that_goes_on_is_still_among_them(member, now):
    live = session_around(now)

    assert list(coming_sessions(member(COORDINATORS), now=now)) == [live]


def test_a_trainer_sees_the_sessions_they_host_and_no_others(member, now):
    trainer = member(TRAINERS)
    own = make_session(starts_at=now + DAY, host=trainer.person)
    make_session(starts_at=now + DAY, host=make_person())

    assert list(coming_sessions(trainer, now=now)) == [own]


def test_the_list_of_sessions_is_short(member, now):
    for number in range(SHOWN + 3):
        make_session(starts_at=now + number * DAY)

    assert len(coming_sessions(member(COORDINATORS), now=now)) == SHOWN


def test_an_account_without_a_person_runs_nothing(now):
    ended_session(now)
    user = User.objects.create_user("new@example.org")

    assert list(coming_sessions(user, now=now)) == []
    assert decisions(user, now=now) == []


def test_a_session_that_ended_without_a_mark_waits_for_its_sheet(member, now):
    coordinator = member(COORDINATORS)
    forgotten = ended_session(now, title="Забуте")
    marked = ended_session(now, title="Позначене")
    mark_on_sheet(session=marked, person=marked.registrations.get().person, by=coordinator.person, now=marked.ends_at)
    ended_session(now, title="Без людей", registered=0)
    ended_session(now, title="Давнє", days=40)

    (matter,) = decisions(coordinator, now=now)

    assert "Забуте" in matter.text
    assert matter.url == f"/t/e/{forgotten.public_id}/"
    assert matter.note == wording.moment(forgotten.starts_at, now=now)


def test_a_trainer_is_asked_about_their_own_sessions_only(member, now):
    trainer = member(TRAINERS)
    ended_session(now, title="Своє", host=trainer.person)
    ended_session(now, title="Чуже")

    (asked,) = asked_of(trainer, now)

    assert "Своє" in asked


def test_a_cohort_that_starts_soon_with_few_people_waits_for_a_decision(member, now):
    today = timezone.localdate(now)
    thin = make_cohort(make_course(title="Мало людей"), starts_on=today + 5 * DAY)
    make_enrollment(thin)
    full = make_cohort(make_course(title="Досить людей"), starts_on=today + 5 * DAY)
    for _number in range(5):
        make_enrollment(full)
    make_cohort(make_course(title="Ще не скоро"), starts_on=today + 20 * DAY)
    make_cohort(make_course(title="Уже триває"), starts_on=today - DAY)
    make_cohort(make_course(title="Чернетка"), starts_on=today + DAY, state="draft")

    (matter,) = decisions(member(COORDINATORS), now=now)

    assert "Мало людей" in matter.text
    assert matter.url == reverse("cohort:edit", args=[thin.pk])
    assert matter.note == f"{wording.day(thin.starts_on, now=now)}: 1 person enrolled"
    assert asked_of(member(TRAINERS), now) == []


def test_who_withdrew_does_not_count_as_enrolled(member, now):
    cohort = make_cohort(starts_on=timezone.localdate(now) + 5 * DAY)
    for _number in range(5):
        make_enrollment(cohort)
    cohort.enrollments.update(withdrawn_at=now)

    assert len(asked_of(member(COORDINATORS), now)) == 1


def test_pages_in_review_wait_for_who_may_review_them(member, now):
    coordinator, trainer = member(COORDINATORS), member(TRAINERS)
    lesson = make_lesson()
    WorkflowPage.objects.all().delete()
    task = GroupApprovalTask.objects.create(name="На перевірку")
    task.groups.add(coordinator.groups.get())
    workflow = Workflow.objects.create(name="На перевірку")
    WorkflowTask.objects.create(workflow=workflow, task=task, sort_order=0)
    lesson.save_revision(user=trainer)
    workflow.start(lesson, trainer)

    (matter,) = decisions(coordinator, now=now)

    assert (matter.text, matter.url) == ("1 page is waiting for your review", "#awaiting-review-section")
    assert decisions(trainer, now=now) == []


def test_a_certificate_that_could_not_be_issued_waits_for_an_administrator(member, now):
    template = CertificateTemplate.objects.create(name="Килим", issuer="Школа", signatory="І. С.", signatory_role="к.")
    rule = CertificateRule.objects.create(course=make_course(), template=template)
    PendingCertificate.objects.create(person=make_person(), rule=rule, earned_at=now, problem="inactive")
    PendingCertificate.objects.create(person=make_person(), rule=rule, earned_at=now)

    (matter,) = decisions(member(ADMINISTRATORS), now=now)

    assert matter.text == "1 certificate is not issued yet"
    assert matter.url == reverse("pending_certificate:index")
    assert decisions(member(COORDINATORS), now=now) == []


def test_a_list_of_certificates_waits_for_an_administrator_until_it_is_decided(member, now):
    template = CertificateTemplate.objects.create(name="Килим", issuer="Школа", signatory="І. С.", signatory_role="к.")
    rule = CertificateRule.objects.create(course=make_course(), template=template)
    run = plan(rule=rule, by=None, now=now)

    (matter,) = decisions(member(ADMINISTRATORS), now=now)
    assert decisions(member(COORDINATORS), now=now) == []
    cancel(run=run, by=None)

    assert matter.text == "1 list of certificates waits for your approval"
    assert matter.url == f"{reverse('issue_run:index')}?state=planned"
    assert decisions(User.objects.get(groups__name=ADMINISTRATORS), now=now) == []


def bring_file(session, *, by, now):
    text = f"Name,Join,Leave\nХтось,{session.starts_at:%Y-%m-%d %H:%M},{session.ends_at:%Y-%m-%d %H:%M}\n"
    return upload(session=session, name="a.csv", data=text.encode(), zone="UTC", by=by, now=now)


def test_a_file_of_participants_waits_until_it_is_confirmed(member, now):
    coordinator, session = member(COORDINATORS), ended_session(now, title="Минуле", registered=0)
    imported = bring_file(session, by=coordinator.person, now=now)

    (matter,) = decisions(coordinator, now=now)

    assert matter.text == "Attendance from a file waits: Минуле"
    assert matter.url == f"/t/e/{session.public_id}/imports/{imported.pk}/"
    assert decisions(member(TRAINERS), now=now) == []
    imported.people.update(how="hand")
    confirm(imported=imported, by=coordinator.person, now=now)
    assert decisions(coordinator, now=now) == []


def test_the_desk_costs_the_same_for_one_matter_and_for_three(member, now, django_assert_num_queries):
    def look():
        user = User.objects.get(pk=coordinator.pk)
        return list(coming_sessions(user, now=now)), decisions(user, now=now)

    def add():
        make_session(starts_at=now + DAY)
        bring_file(ended_session(now), by=coordinator.person, now=now)
        make_cohort(starts_on=timezone.localdate(now) + 5 * DAY)

    coordinator = member(COORDINATORS)
    add()
    look()
    with django_assert_num_queries(14, exact=False) as first:
        look()
    add()
    add()
    with django_assert_num_queries(len(first.captured_queries)):
        coming, waiting = look()

    assert (len(coming), len(waiting)) == (3, 9)


def test_the_admins_front_page_shows_both_lists_with_links(member, now, client):
    coordinator = member(COORDINATORS)
    coming = make_session(event=make_event(title="Завтрашнє"), starts_at=now + DAY, capacity=10)
    forgotten = ended_session(now, title="Забуте")
    client.force_login(coordinator)

    html = client.get(reverse("wagtailadmin_home")).content.decode()

    assert "Coming up" in html and "Needs a decision" in html
    assert html.index("coming-up-section") < html.index("decisions-section")
    assert reverse("session:edit", args=[coming.pk]) in html
    assert f"/t/e/{coming.public_id}/" in html and f"/t/e/{forgotten.public_id}/" in html
    assert "0 of 10" in html


def test_a_trainers_front_page_leads_to_the_public_page_they_may_open(member, now, client):
    trainer = member(TRAINERS)
    own = make_session(starts_at=now + DAY, host=trainer.person)
    client.force_login(trainer)

    html = client.get(reverse("wagtailadmin_home")).content.decode()

    assert f'href="{own.event.url}"' in html
    assert reverse("session:edit", args=[own.pk]) not in html


def test_without_anything_to_run_there_are_no_panels(member, client):
    client.force_login(member(TRAINERS))

    html = client.get(reverse("wagtailadmin_home")).content.decode()

    assert "coming-up-section" not in html and "decisions-section" not in html


def test_the_menu_group_goes_from_cohorts_to_certificates():
    names = [getattr(viewset, "name", "") for viewset in SchoolGroup.items]
    places = [names.index(name) for name in ("cohort", "session", "person", "organization", "certificate")]

    assert places == sorted(places)
    assert len(set(names)) == len(names)


@pytest.mark.parametrize(
    ("role", "shown", "hidden"),
    [
        (COORDINATORS, ["cohort", "session", "person", "organization"], ["certificate"]),
        (ADMINISTRATORS, ["cohort", "session", "person", "organization", "certificate"], []),
        (TRAINERS, [], ["cohort", "session", "person", "organization", "certificate"]),
    ],
)
def test_the_menu_shows_what_a_role_may_open(member, client, role, shown, hidden):
    client.force_login(member(role))
    html = client.get(reverse("wagtailadmin_home")).content.decode()
    linked = set(re.findall(r'"url": "(/admin/[a-z_]+/)"', html))

    assert {reverse(f"{name}:index") for name in shown} <= linked
    assert not {reverse(f"{name}:index") for name in hidden} & linked
    for name in shown:
        assert client.get(reverse(f"{name}:index")).status_code == 200
