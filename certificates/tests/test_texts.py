"""The text of a template on certificates of each kind: filled from facts when it is issued, and frozen."""

from datetime import timedelta

import pytest

from certificates.archive import pdf_of
from certificates.drawing import draw
from certificates.giving import give
from certificates.issuing import issue_for_course, issue_for_event
from certificates.life import correct_name, renew
from certificates.models import CertificateRule, Role
from certificates.particulars import of_course
from certificates.pictures import kept
from certificates.rules import judge
from content.models import Topic
from courses.models import Cohort, Enrollment, ModulePage, QuizAttempt
from courses.tests.factories import make_quiz
from people.models import Membership, Organization, Person
from webinars.models import Attendance, Session
from webinars.scheduling import schedule

from .conftest import NOON
from .samples import one_line

NBSP = "\N{NO-BREAK SPACE}"
ALL = "\n".join(
    (
        "who: {participant}, {subject}",
        "hours: {hours}, of {of_hours}",
        *(f"{name}: {{{name}}}" for name in ("days", "dates", "topics", "mode", "mark", "organization")),
    )
)


@pytest.fixture
def worded(template):
    """A template that asks for everything, in English."""
    template.body, template.language = ALL, "en"
    template.save()
    return template


@pytest.fixture
def topic(db):
    return Topic.objects.create(name="Бюджет", name_en="Budget", slug="budget")


@pytest.fixture
def member(olena):
    organization = Organization.objects.create(name="ГО «Разом»", name_en="Together")
    Membership.objects.create(person=olena, organization=organization)
    return organization


def said(certificate):
    """What stands after each name; a line that was left out is not among them."""
    lines = [line.replace(NBSP, " ") for line in certificate.statement["body"]]
    return dict(line.split(": ", 1) for line in lines)


def given(rule, holder, **more):
    verdict = judge(rule=rule, people=[holder.pk], now=NOON + timedelta(days=3))[holder.pk]
    assert verdict.earned, verdict
    return give(rule=rule, holder=holder, now=NOON, evidence=verdict.evidence, **more)


def marked(course, person, *, score):
    quiz = make_quiz(ModulePage.objects.child_of(course).get())
    quiz.grade_weight = 1
    quiz.save_revision().publish()
    QuizAttempt.objects.create(
        person=person, quiz=quiz, number=1, snapshot=[], pass_percent=50, started_at=NOON, finished_at=NOON,
        score=score, max_score=10, passed=True,
    )  # fmt: skip
    return quiz


def test_a_course_has_hours_dates_topic_mark_and_no_days(worded, olena, course, cohort, topic, member):
    course.topic = topic
    marked(course, olena, score=9)

    certificate = issue_for_course(person=olena, course=course, cohort=cohort, template=worded, now=NOON)

    assert said(certificate) == {
        "who": "Олена Коваль, Бюджет громади",
        "hours": "12 hours, of 12 hours",
        "dates": "16 January 2027 – 15 February 2027",
        "topics": "Модуль",
        "mode": "online",
        "mark": "90 %",
        "organization": "Together",
    }


def test_what_a_rule_records_of_mode_and_topics_is_what_is_said(worded, olena, course, cohort):
    evidence = {"mode": "mixed", "topics": ["Budget", "Media"]}
    certificate = issue_for_course(
        person=olena, course=course, cohort=cohort, template=worded, now=NOON, evidence=evidence
    )

    assert (said(certificate)["mode"], said(certificate)["topics"]) == ("mixed", "Budget, Media")


def test_of_many_topics_as_many_are_said_as_two_lines_hold(worded, olena, course, cohort):
    evidence = {"topics": [f"Тема {place:02} про громадський бюджет" for place in range(1, 41)]}
    given = {"person": olena, "course": course, "cohort": cohort, "now": NOON, "evidence": evidence}

    topics = said(issue_for_course(template=worded, **given))["topics"]

    assert topics.startswith("Тема 01 про громадський бюджет, Тема 02 ")
    assert topics.endswith("Тема 06 про громадський бюджет, and 34 more")


def test_an_event_has_the_time_days_and_mode_of_what_was_attended(worded, olena, event, topic):
    event.topic = topic
    for number, mode in enumerate(["online", "in_person"]):
        starts = NOON - timedelta(days=8 - 7 * number)
        session = Session(
            event=event, starts_at=starts, ends_at=starts + timedelta(minutes=45), mode=mode, place="Київ"
        )
        schedule(session=session, by=None, now=starts - timedelta(days=1))
        Attendance.objects.create(
            session=session, person=olena, status="present", percent=90, rule="x", decided_at=NOON
        )

    certificate = issue_for_event(person=olena, event=event, template=worded, now=NOON)

    assert said(certificate) == {
        "who": "Олена Коваль, Пишемо пропозицію",
        "hours": "1 hour 30 minutes, of 1 hour 30 minutes",
        "days": "2 days",
        "dates": "7 February 2027 – 14 February 2027",
        "topics": "Budget",
        "mode": "mixed",
    }


def test_of_who_organizes_an_event_nobody_counts_the_hours(worded, olena, event, session):
    certificate = issue_for_event(person=olena, event=event, template=worded, now=NOON, role=Role.ORGANIZER)

    assert said(certificate).keys() == {"who", "days", "dates", "mode"}


def test_a_quiz_has_its_mark(worded, olena, course):
    quiz = marked(course, olena, score=8)
    rule = CertificateRule.objects.create(course=course, quiz=quiz, template=worded, min_mark=60)

    assert said(given(rule, olena)).keys() == {"who", "topics", "mode", "mark"}


def test_an_organization_is_the_one_it_certifies(worded, olena, course, cohort, member):
    Enrollment.objects.create(person=olena, cohort=cohort, enrolled_at=NOON, completed_at=NOON)
    rule = CertificateRule.objects.create(
        course=course, template=worded, role=Role.ORGANIZATION, min_people=1, automatic=False
    )

    assert said(given(rule, member)) == {
        "who": "Together, Бюджет громади",
        "dates": "15 February 2027",
        "topics": "Модуль",
        "mode": "online",
        "organization": "Together",
    }


def test_the_text_stands_on_the_page_instead_of_the_line_of_the_school(worded, olena, course, cohort):
    worded.valid_months = 12
    certificate = issue_for_course(person=olena, course=course, cohort=cohort, template=worded, now=NOON)
    printed = one_line(pdf_of(certificate))

    assert "hours: 12 hours" in printed
    assert "hours of study" not in printed
    assert "valid until 15 February 2028" in printed.replace(NBSP, " ")
    assert certificate.statement["details"][0].replace(NBSP, " ") == "12 hours of study"


def test_where_every_line_is_left_out_the_line_of_the_school_stands(template, olena, course):
    template.body = "Mark: {mark}"

    certificate = issue_for_course(person=olena, course=course, template=template, now=NOON)

    assert certificate.statement["body"] == []
    assert "12" in one_line(pdf_of(certificate))


@pytest.mark.parametrize("name", ["{number} {hours}", "{", "#panic()", "Олена \\1 $x$"])
def test_a_name_is_printed_and_never_filled(worded, olena, course, name):
    Person.objects.filter(pk=olena.pk).update(legal_name=name)
    olena.refresh_from_db()

    certificate = issue_for_course(person=olena, course=course, template=worded, now=NOON)

    assert said(certificate)["who"] == f"{name}, Бюджет громади"
    assert f"who: {name}," in one_line(pdf_of(certificate))


def test_a_corrected_name_stands_in_the_text_too_and_the_rest_as_it_was(worded, olena, course, cohort, topic):
    certificate = issue_for_course(person=olena, course=course, cohort=cohort, template=worded, now=NOON)
    before = said(certificate)
    worded.body = "Щось інше"
    worded.save()
    type(course).objects.filter(pk=course.pk).update(hours=99)

    corrected = correct_name(certificate=certificate, name="Олена {hours}", by=None, now=NOON)

    assert said(corrected) == before | {"who": "Олена {hours}, Бюджет громади"}
    certificate.refresh_from_db()
    assert said(certificate) == before


def test_a_renewed_certificate_names_its_own_number(template, olena, course):
    template.body, template.valid_months = "Номер: {number}", 1
    template.save()
    first = issue_for_course(person=olena, course=course, template=template, now=NOON)

    second = renew(certificate=first, by=None, now=NOON + timedelta(days=20))

    both = first, second
    assert [one.statement["body"] for one in both] == [[f"Номер: {one.full_number}"] for one in both]


def test_what_is_frozen_draws_the_same_bytes_whatever_happens_to_the_template(worded, olena, course, cohort):
    worded.format, worded.qr_place, worded.own_accent = "letter-portrait", "left", "#7a1f5c"
    certificate = issue_for_course(person=olena, course=course, cohort=cohort, template=worded, now=NOON)
    certificate.refresh_from_db()
    before = pdf_of(certificate)
    worded.body, worded.format, worded.own_accent = "", "a4", ""
    worded.save()
    Cohort.objects.update(starts_on=NOON.date())

    assert draw(certificate.statement, kept(certificate.statement)) == before


def test_a_template_without_a_text_reads_nothing_for_it(template, olena, course, cohort, django_assert_num_queries):
    with django_assert_num_queries(0):
        facts = of_course(course=course, cohort=cohort, person=olena, role=Role.PARTICIPANT, template=template)
    assert facts == {}
