"""The demonstration school, loaded once for all tests of this file: what is in it, and that it stays as it is."""

import gc
import re
from collections import Counter

import pytest
from django.core import mail
from django.db.models import Count, F, Q
from django.utils import timezone, translation
from wagtail.models import Page, ReferenceIndex

from certificates.models import Badge, Certificate, CertificateRule, IssueRun, PendingCertificate
from certificates.rules import has_earned
from conferences.models import Programme
from conferences.planning import clashes_in
from content.models import SiteDocument, SiteImage, Speaker, Topic
from courses.gains import gains_of
from courses.models import Cohort, CoursePage, Enrollment, LessonPage, ModulePage, QuizAttempt, QuizPage, Submission
from courses.progress import is_finished, progress_of
from courses.trainer_views import cohorts_of
from home.demo.certification import CERTIFYING
from home.desk import coming_sessions, decisions
from people.models import Organization, Person, User
from webinars.models import Attendance, AttendanceInterval, EventPage, Registration, Session, Travel

from .loading import everything, links_of, load, open_pages

pytestmark = [pytest.mark.usefixtures("school"), pytest.mark.django_db]


def test_a_second_run_changes_nothing_and_mails_nobody():
    before, mail.outbox = everything(), []

    said = load()

    assert everything() == before
    assert mail.outbox == []
    assert "nothing was changed" in said


def test_the_command_names_the_four_logins(school):
    logins = ["participant", "trainer", "coordinator", "administrator"]
    assert re.findall(r"(\S+)@school\.example +demo-school-2026", school) == logins
    assert User.objects.get(email="participant@school.example").check_password("demo-school-2026")


def test_each_subject_of_the_school_has_a_course_with_a_whole_programme():
    assert sorted(CoursePage.objects.live().values_list("topic", flat=True)) == sorted(
        Topic.objects.values_list("pk", flat=True)
    )
    assert Topic.objects.count() == 7
    for course in CoursePage.objects.all():
        assert ModulePage.objects.live().child_of(course).count() >= 3, course
        assert LessonPage.objects.live().descendant_of(course).count() >= 9, course
        assert QuizPage.objects.live().descendant_of(course).count() >= 1, course
        assert len(course.outcomes) == 4 and course.trainer_rows.exists(), course


def test_the_course_on_the_budget_is_written_out_in_full():
    course = CoursePage.objects.get(slug="biudzhet-hromady")
    lessons = LessonPage.objects.live().descendant_of(course)
    lengths = [len(" ".join(lesson.body.stream_block.get_searchable_content(lesson.body))) for lesson in lessons]

    assert ModulePage.objects.live().child_of(course).count() == 5
    assert len(lengths) == 18
    assert min(lengths) > 2500


def test_events_are_as_many_as_the_programme_promises():
    kinds = Counter(EventPage.objects.live().values_list("kind", flat=True))
    online = kinds["webinar"] + kinds["video_discussion"] + kinds["online_conference"]

    assert online == 20
    assert [kinds[name] for name in ("master_class", "working_meeting", "annual_forum", "study_visit")] == [18, 6, 2, 3]
    assert not EventPage.objects.filter(sessions__isnull=True).exists()
    assert all(travel.event.emergency_contacts.count() >= 3 for travel in Travel.objects.select_related("event"))


def test_every_past_session_was_attended_and_decided(now):
    past = Session.objects.scheduled().past(now=now)

    assert past.count() >= 30
    assert not past.filter(decided_at__isnull=True).exists()
    assert not past.exclude(attendances__status=Attendance.Status.PRESENT).exists()
    assert not Attendance.objects.filter(session__ends_at__gt=now).exists()


def test_presence_was_seen_by_sheet_page_room_and_check_in_and_said_by_oneself():
    sources = set(AttendanceInterval.objects.values_list("source", flat=True))
    twice = AttendanceInterval.objects.values("session", "person").annotate(kinds=Count("source", distinct=True))
    left_early = Attendance.objects.filter(status="absent", percent__gt=0)

    assert sources == {"sheet", "page", "room", "qr", "self"}
    assert twice.filter(kinds=2).exists()
    assert left_early.exists()
    assert not Attendance.objects.filter(percent__gt=100).exists()


def test_every_coming_session_is_open_for_registration(now):
    coming = list(Session.objects.listed().scheduled().filter(starts_at__gt=now).with_taken())

    full = [session for session in coming if session.is_full()]

    assert len(coming) >= 20
    assert all(session.accepts_registrations(now=now) for session in coming)
    assert sorted((one.first_in_queue, one.waiting_places.waiting().count()) for one in full) == [("", 4), ("rural", 4)]
    assert {session.event.kind for session in coming} == set(EventPage.Kind.values) - {"consultation"}  # private dates
    assert set(Registration.objects.values_list("answer", flat=True)) == {"", "accepted", "declined", "tentative"}


def test_nobody_is_registered_after_the_end_or_beyond_the_seats():
    assert not Registration.objects.filter(created_at__gt=F("session__ends_at")).exists()
    assert not Session.objects.with_taken().filter(capacity__gt=0, taken__gt=F("capacity")).exists()


def test_organizations_and_people_come_from_all_over_the_country():
    assert Organization.objects.count() == 92
    assert Organization.objects.values("region").distinct().count() >= 12
    assert not Organization.objects.filter(people__isnull=True).exists()
    staff = Q(user__groups__isnull=False)
    assert Person.objects.exclude(staff).count() == 460
    assert Person.objects.filter(user__isnull=True).count() == 459


def test_no_two_invented_people_share_a_name():
    names = Counter(Person.objects.values_list("legal_name", flat=True))

    assert [name for name, times in names.items() if times > 1] == []


def test_who_completed_a_course_and_nobody_else_has_its_certificate():
    completed = set(Enrollment.objects.filter(completed_at__isnull=False).values_list("person", "cohort__course"))
    taking_part = Certificate.objects.valid().filter(course__isnull=False, role="participant")
    certified = set(taking_part.values_list("person", "course"))

    assert len(completed) > 35
    assert certified == completed
    unfinished = Enrollment.objects.active().filter(completed_at__isnull=True)
    assert [row for row in unfinished.select_related("cohort__course", "person") if is_finished(row)] == []
    assert {kind for kind in Certificate.objects.values_list("event__kind", flat=True) if kind} == set(CERTIFYING)


def test_who_attended_a_certifying_event_and_nobody_else_has_its_certificate(now):
    earned = {
        (person.pk, rule.event_id)
        for rule in CertificateRule.objects.filter(event__isnull=False, series=None, role="participant")
        for person in Person.objects.filter(attendances__session__event=rule.event_id).distinct()
        if has_earned(rule=rule, person=person, now=now)
    }

    assert len(earned) > 50
    assert set(Certificate.objects.valid().filter(event__isnull=False).values_list("person", "event")) == earned
    assert not Certificate.objects.filter(Q(pdf="") | Q(pdf_sha256="")).exists()
    assert not PendingCertificate.objects.exclude(problem="too_early").exists()


def test_a_list_of_thanks_waits_for_the_administrator():
    assert IssueRun.objects.with_counts().get(state="planned", rule__role="trainer").to_issue > 0


def test_no_photograph_was_loaded_and_every_cover_is_drawn():
    assert {image.file.name.rpartition(".")[2] for image in SiteImage.objects.all()} == {"svg"}
    assert all(page.kilim for page in [*CoursePage.objects.all(), *EventPage.objects.all()])


def test_cohorts_stand_in_every_state(now):
    today = timezone.localdate(now)
    cohorts = list(Cohort.objects.with_taken())
    enrolling = list(Cohort.objects.with_taken().enrolling(now=now))

    assert [cohort for cohort in enrolling if not cohort.is_full()]
    assert [cohort for cohort in enrolling if cohort.is_full()]
    assert [cohort for cohort in cohorts if cohort.starts_on <= today <= cohort.ends_on]
    assert {cohort.course_id for cohort in cohorts if cohort.ends_on < today} == set(
        CoursePage.objects.values_list("pk", flat=True)
    )


def test_the_coordinator_has_something_to_decide(now):
    coordinator = User.objects.get(email="coordinator@school.example")
    file, _applications, asked, _proposals, reported, cohort, review = decisions(coordinator, now=now)

    assert "/imports/" in file.url and "show=reported" in reported.url and "Стійка організація" in cohort.text
    assert "awaiting-review" in review.url and "state=waiting" in asked.url
    assert len(coming_sessions(coordinator, now=now)) == 7


def test_a_cohort_by_application_has_answered_and_waiting_applicants_and_guests_by_a_link():
    cohort = Cohort.objects.get(admission="application")
    states = Counter(cohort.applications.values_list("state", flat=True))

    assert states == {"accepted": 4, "declined": 2, "waiting": 4}
    assert cohort.applications.waiting().filter(person__user__email="participant@school.example").exists()
    assert all(len(row.answers) == 2 for row in cohort.applications.all())
    assert cohort.lists.get().waits and cohort.lists.get().people.count() == 4
    assert cohort.enrollments.active().count() == 4 + cohort.links.with_used().get().used


def test_the_trainer_teaches_cohorts_and_hosts_sessions():
    trainer = User.objects.get(email="trainer@school.example")

    assert {cohort.course.slug for cohort in cohorts_of(trainer)} == {"biudzhet-hromady"}
    assert cohorts_of(trainer).count() == 3
    assert trainer.person.hosted_sessions.count() >= 3
    assert not trainer.has_perm("webinars.change_session")


def test_the_participant_has_something_of_everything(now):
    person = Person.objects.get(email="participant@school.example")
    running = person.enrollments.active().get(completed_at__isnull=True)
    progress = progress_of(person=person, course=running.cohort.course)
    coming = person.registrations.active().filter(session__starts_at__gt=now)

    assert 0 < progress.done_count < progress.total
    assert running.cohort.starts_on <= timezone.localdate(now) <= running.cohort.ends_on
    assert coming.count() >= 2
    assert [rows.count() for rows in (person.posts.questions(), person.posts.unanswered(), person.notes)] == [2, 1, 3]
    assert person.waiting_places.offered().exists()
    assert person.queue_places.waiting().get().cohort.queue_places.offered().count() == 1
    assert person.attendances.credited().exists()
    assert person.certificates.valid().exists()
    assert person.organizations.get().allotments.with_used().get().used == 2
    assert Badge.objects.public().filter(certificate__person=person).exists()


def test_only_the_administrator_may_revoke_and_nobody_is_a_superuser():
    assert not User.objects.filter(is_superuser=True).exists()
    revokers = [user.email for user in User.objects.all() if user.has_perm("certificates.change_certificate")]
    assert revokers == ["administrator@school.example"]


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_every_page_opens_and_no_link_on_it_is_broken(client):
    pages = open_pages()
    answers = {path: client.get(path) for path in pages}
    links = set().union(*(links_of(response.content.decode()) for response in answers.values())) - pages
    answers |= {path: client.get(path) for path in links}
    gc.collect()  # Wagtail leaves the temporary file of a rendition to be collected

    assert Page.objects.live().filter(depth__gt=1).count() > 180  # with what is not for everybody
    assert len(pages) > 160 and len(links) > 100
    assert {path for path in pages if answers[path].status_code != 200} == set()
    assert {path for path in links if answers[path].status_code not in (200, 302)} == set()


def test_what_was_loaded_can_be_found_and_knows_what_refers_to_it(client):
    found = client.get("/search/", {"q": "бюджету"}).context["count"]
    speaker, document = Speaker.objects.get(slug="oksana-levchuk"), SiteDocument.objects.get()

    assert found > 20
    assert len(ReferenceIndex.get_grouped_references_to(speaker)) >= 5
    assert len(ReferenceIndex.get_grouped_references_to(document)) == 1


def test_every_stored_file_is_there():
    files = [item.file for model in (SiteImage, SiteDocument) for item in model.objects.all()]
    files += [certificate.pdf for certificate in Certificate.objects.all()]

    assert len(files) > 100
    assert [file.name for file in files if not file.storage.exists(file.name)] == []


def test_the_english_catalog_and_calendar_show_ukrainian_titles_in_english_words(client):
    with translation.override("en"):
        catalog = client.get("/en/courses/").content.decode()
        calendar = client.get("/en/events/").content.decode()

    assert '<html lang="en"' in catalog and '<html lang="en"' in calendar
    assert catalog.count('hreflang="uk"') >= 7
    assert "Бюджет громади" in catalog
    assert 'lang="uk"' in calendar


def test_forums_have_programmes_without_clashes_and_a_change_log():
    coming = Programme.objects.get(event__slug="forum-syla-malykh-hromad")
    last = Programme.objects.get(event__slug="forum-susidstvo")

    assert [clashes_in(programme) for programme in (coming, last)] == [[], []]
    assert [release.number for release in coming.releases.all()] == [2, 1]
    assert {change["title"] for change in coming.releases.first().changes} == {"Новина, яку дочитають"}
    assert (coming.rooms.count(), coming.tracks.count()) == (3, 3)
    assert last.items.exclude(recording_url="").count() == 3


def test_one_course_shows_what_was_learned_and_essays_that_wait():
    final = QuizPage.objects.get(pre_test__isnull=False)
    people, cohorts = gains_of(final)

    assert len(people) > 5
    assert all(after > before for _name, before, after, _gain in cohorts)
    assert {len(attempt.snapshot) for attempt in final.attempts.all()} == {10}
    handed_in = Submission.objects.submitted().values_list("mark__accepted", flat=True)
    assert sorted(handed_in, key=str) == [False, None, None, True, True]
    essays = QuizAttempt.objects.filter(quiz__slug="praktykum")
    assert essays.graded().exists()
    assert essays.to_mark().exists()
