"""How it was held and what it was about is frozen with every kind of certificate, and shown to people and programs."""

import json
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains

from certificates.archive import fingerprint
from certificates.badges.making import make_badge
from certificates.contents import contents_of_all
from certificates.drawing import draw
from certificates.giving import give
from certificates.issuing import issue_for_course, issue_for_event
from certificates.life import correct_name, renew, revoke
from certificates.models import Certificate, CertificateRule, Role
from certificates.rules import judge
from courses.models import Cohort, CohortSession, CoursePage, Enrollment, ModulePage, ProgrammePage
from courses.models.programmes import ProgrammeCourse
from courses.programmes.completing import complete_programmes_of
from courses.tests.factories import make_quiz
from people.models import Membership, Organization, Person
from webinars.attendance import mark_on_sheet
from webinars.models import Session
from webinars.scheduling import schedule

from .conftest import NOON

pytestmark = pytest.mark.django_db


def said(certificate):
    return certificate.evidence["mode"], certificate.evidence["topics"]


def held(event, days, *, title="", mode="online", host=None):
    starts = NOON - timedelta(days=days)
    place = "" if mode == "online" else "Полтава"
    fields = {"event": event, "title": title, "mode": mode, "place": place, "host": host}
    session = Session(starts_at=starts, ends_at=starts + timedelta(hours=2), **fields)
    return schedule(session=session, by=None, now=starts - timedelta(days=7))


def live(cohort, session):
    CohortSession.objects.create(cohort=cohort, session=session)


def given(rule, holder, cohort=None):
    """The certificate of ``rule`` by what is judged."""
    verdict = judge(rule=rule, people=[holder.pk], now=NOON, cohort=cohort)[holder.pk]
    assert verdict.earned, verdict
    return give(rule=rule, holder=holder, now=NOON, cohort=cohort, evidence=verdict.evidence)


def completed(person, cohort):
    return Enrollment.objects.create(person=person, cohort=cohort, enrolled_at=NOON, completed_at=NOON)


@pytest.fixture
def second_module(course, locale):
    course.add_child(instance=ModulePage(title="Звернення", slug="zvernennia", locale=locale))
    course.add_child(instance=ModulePage(title="Чернетка", slug="chernetka", live=False, locale=locale))


# Courses


def test_a_course_is_about_its_modules_and_read_online(olena, course, cohort, course_rule, second_module):
    completed(olena, cohort)

    assert said(given(course_rule, olena, cohort)) == ("online", ["Модуль", "Звернення"])


@pytest.mark.parametrize(("mode", "together"), [("online", "online"), ("in_person", "mixed"), ("mixed", "mixed")])
def test_live_sessions_of_the_cohort_count(olena, cohort, course_rule, event, mode, together):
    completed(olena, cohort)
    live(cohort, held(event, 3, mode=mode))

    assert said(given(course_rule, olena, cohort))[0] == together


def test_a_session_of_another_cohort_or_called_off_does_not(olena, course, cohort, course_rule, event):
    completed(olena, cohort)
    dates = {"starts_on": cohort.starts_on, "ends_on": cohort.ends_on, "enroll_closes_at": NOON}
    other = Cohort.objects.create(course=course, number=5, **dates)
    live(other, held(event, 3, mode="in_person"))
    called_off = held(event, 4, mode="in_person")
    live(cohort, called_off)
    Session.objects.filter(pk=called_off.pk).update(state="cancelled")

    assert said(given(course_rule, olena, cohort))[0] == "online"


def test_without_a_cohort_nobody_knows_how_webinars_were_held(olena, course, template):
    assert said(issue_for_course(person=olena, course=course, template=template, now=NOON)) == ("online", ["Модуль"])
    course.format = CoursePage.Format.LESSONS_WEBINARS
    course.save()
    taras = Person.objects.create(legal_name="Тарас", display_name="Тарас")

    assert said(issue_for_course(person=taras, course=course, template=template, now=NOON))[0] == ""


def test_a_quiz_is_about_its_module(olena, course, cohort, template):
    quiz = make_quiz(ModulePage.objects.child_of(course).get())
    rule = CertificateRule.objects.create(course=course, quiz=quiz, template=template)

    certificate = give(rule=rule, holder=olena, now=NOON, evidence={"mark": "80", "attempts": []})

    assert said(certificate) == ("online", ["Модуль"])


def test_an_organization_is_certified_for_what_its_people_did(olena, course, cohort, template, event):
    spilka = Organization.objects.create(name="Спілка", region="UA-05")
    Membership.objects.create(person=olena, organization=spilka)
    completed(olena, cohort)
    live(cohort, held(event, 3, mode="in_person"))
    rule = CertificateRule.objects.create(
        course=course, template=template, role=Role.ORGANIZATION, min_people=1, automatic=False
    )

    assert said(given(rule, spilka)) == ("mixed", ["Модуль"])


def test_a_programme_is_about_its_courses(olena, course, cohort, template, locale, event):
    other = CoursePage(title="Адвокація", slug="advokatsiia", lead="Діяти", locale=locale)
    course.get_parent().add_child(instance=other)
    programme = ProgrammePage(title="Школа", slug="shkola", lead="Разом", locale=locale)
    programme.course_rows = [ProgrammeCourse(course=one, sort_order=place) for place, one in enumerate((course, other))]
    course.get_parent().add_child(instance=programme)
    dates = {"starts_on": cohort.starts_on, "ends_on": cohort.ends_on, "enroll_closes_at": NOON}
    later = Cohort.objects.create(course=other, **dates)
    live(later, held(event, 3, mode="in_person"))
    completed(olena, cohort)
    completed(olena, later)
    complete_programmes_of(person=olena, now=NOON)
    rule = CertificateRule.objects.create(programme=programme, template=template)

    assert said(given(rule, olena)) == ("mixed", ["Бюджет громади", "Адвокація"])


# Events


@pytest.fixture
def days(event, olena):
    """Three sessions, of which one was in person, and one has no title of its own."""
    host = Person.objects.create(legal_name="Тарас", display_name="Тарас")
    sessions = [
        held(event, 3, title="Читати", host=host),
        held(event, 2, title="Питати", mode="in_person"),
        held(event, 1),
    ]
    return sessions, host


def test_an_event_is_about_the_sessions_that_were_attended(olena, event, days, template):
    sessions, _host = days
    rule = CertificateRule.objects.create(event=event, template=template, min_sessions=1)
    for session in (sessions[0], sessions[2]):
        mark_on_sheet(session=session, person=olena, by=None, now=NOON)

    assert said(given(rule, olena)) == ("online", ["Читати"])


def test_one_who_was_there_and_online_took_part_in_both_ways(olena, event, days, template):
    for session in days[0]:
        mark_on_sheet(session=session, person=olena, by=None, now=NOON)

    certificate = issue_for_event(person=olena, event=event, template=template, now=NOON)

    assert said(certificate) == ("mixed", ["Читати", "Питати"])


def test_trainers_and_organizers_are_thanked_for_what_they_did(olena, event, days, template):
    sessions, host = days
    kept = {}
    for role, person in [(Role.TRAINER, host), (Role.ORGANIZER, olena)]:
        kept[role] = said(issue_for_event(person=person, event=event, template=template, role=role, now=NOON))

    assert kept == {Role.TRAINER: ("online", ["Читати"]), Role.ORGANIZER: ("mixed", ["Читати", "Питати"])}


def test_speakers_are_thanked_for_their_talks(olena, event, days, template):
    rule = CertificateRule.objects.create(event=event, template=template, role=Role.SPEAKER)

    certificate = give(rule=rule, holder=olena, now=NOON, evidence={"talks": ["Як читати рядки"]})

    assert said(certificate) == ("mixed", ["Як читати рядки"])


def test_one_who_attended_nothing_says_neither(olena, event, days, template):
    assert said(issue_for_event(person=olena, event=event, template=template, now=NOON)) == ("", [])


def test_of_many_they_are_found_in_as_many_queries_as_of_one(event, days, template, course_rule, cohort):
    people = [Person.objects.create(legal_name=f"О{number}", display_name="О") for number in range(3)]
    rule = CertificateRule.objects.create(event=event, template=template)
    for person in people:
        mark_on_sheet(session=days[0][0], person=person, by=None, now=NOON)

    for each in (rule, course_rule):
        costs = []
        for some in (people[:1], people):
            with CaptureQueriesContext(connection) as captured:
                contents_of_all(each, {person.pk: {"cohort": cohort.pk} for person in some})
            costs.append(len(captured))
        assert costs[0] == costs[1] <= 2


# Frozen


def test_they_stay_as_they_were(olena, course, cohort, course_rule, second_module):
    completed(olena, cohort)
    certificate = given(course_rule, olena, cohort)
    ModulePage.objects.update(title="Інше")

    assert said(Certificate.objects.get(pk=certificate.pk)) == ("online", ["Модуль", "Звернення"])
    corrected = correct_name(certificate=certificate, name="Олена Ковальчук", by=None, now=NOON)
    assert said(corrected) == ("online", ["Модуль", "Звернення"])


def test_a_renewed_one_keeps_them(olena, course, template):
    template.valid_months = 1
    template.save()
    certificate = issue_for_course(person=olena, course=course, template=template, now=NOON)

    assert said(renew(certificate=certificate, by=None, now=certificate.expires_at)) == ("online", ["Модуль"])


@pytest.fixture
def former(certificate):
    """One from before they were kept."""
    del certificate.evidence["mode"], certificate.evidence["topics"]
    certificate.save()
    return certificate


def test_one_from_before_they_were_kept_is_read_and_drawn_to_the_same_bytes(client, former, keys):
    page = client.get(reverse("verify_number", args=[former.number]))
    asked = client.get(reverse("verify_number", args=[former.number]), HTTP_ACCEPT="application/json").json()
    document = json.loads(make_badge(certificate=former, now=NOON).document)

    assert fingerprint(draw(former.statement, {})) == former.pdf_sha256
    assertNotContains(page, "Topics")
    assertNotContains(page, "Way of taking part")
    assert (asked["mode"], asked["topics"]) == (None, [])
    assert "tag" not in document["credentialSubject"]["achievement"]
    assert "description" not in document["evidence"][0]


# Shown


def test_people_and_programs_read_them_on_the_page_of_the_number(client, certificate):
    page = client.get(reverse("verify_number", args=[certificate.number]))
    asked = client.get(reverse("verify_number", args=[certificate.number]), HTTP_ACCEPT="application/json").json()

    assertContains(page, "<dt>Way of taking part</dt><dd>online</dd>")
    assertContains(page, '<h2>Topics</h2><ul lang="uk"><li>Модуль</li></ul>')
    assert (asked["mode"], asked["topics"]) == ("online", ["Модуль"])


def test_of_a_revoked_one_nothing_is_said(client, certificate):
    revoke(certificate=certificate, reason="Помилка", by=None, now=NOON)
    page = client.get(reverse("verify_number", args=[certificate.number]))
    asked = client.get(reverse("verify_number", args=[certificate.number]), HTTP_ACCEPT="application/json").json()

    assertNotContains(page, "Модуль")
    assertNotContains(page, "Way of taking part")
    assert (asked["mode"], asked["topics"]) == (None, [])


def test_a_topic_is_text_and_never_runs(client, certificate):
    certificate.evidence["topics"] = ["<script>alert(1)</script>"]
    certificate.save()

    assertContains(client.get(reverse("verify_number", args=[certificate.number])), "&lt;script&gt;alert(1)")


def test_the_badge_says_them_where_the_standard_has_a_place(badge, verifier):
    for text in (badge.document, badge.token):
        credential, _state = verifier.verify(text.encode(), now=NOON)
        assert credential["credentialSubject"]["achievement"]["tag"] == ["Модуль"]
        assert credential["evidence"][0]["description"] == "Online"
