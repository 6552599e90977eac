"""A programme of courses: its rule, its certificate, and what that says and rests on."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils.translation import override

from certificates.badges.making import make_badge
from certificates.evidence_words import asked, found
from certificates.models import Certificate, CertificateRule, PendingCertificate
from certificates.report import figures
from certificates.rules import candidates, judge
from certificates.runs import foretell
from courses.models import Enrollment, ProgrammeCourse, ProgrammePage
from courses.programmes.completing import complete_programmes_of
from courses.tests.factories import make_catalog, make_cohort, make_course
from people.models import Person

from .conftest import NOON

pytestmark = pytest.mark.django_db
NBSP = "\N{NO-BREAK SPACE}"


@pytest.fixture
def programme():
    """Of two courses."""
    courses = [make_course(title="Основи", hours=12), make_course(title="Далі", hours=20)]
    catalog = make_catalog()
    programme = ProgrammePage(title="Школа активістів", slug="shkola", lead="–", locale=catalog.locale)
    programme.course_rows = [ProgrammeCourse(course=course, sort_order=place) for place, course in enumerate(courses)]
    return catalog.add_child(instance=programme)


@pytest.fixture
def rule(programme, template):
    return CertificateRule.objects.create(programme=programme, template=template)


@pytest.fixture
def cohorts(programme):
    """One of each course, the second a month later."""
    rows = programme.course_rows.order_by("sort_order")
    first = NOON.date() - timedelta(days=60)
    return [
        make_cohort(
            row.course,
            starts_on=first + place * timedelta(days=30),
            ends_on=first + (place + 1) * timedelta(days=30),
            enroll_closes_at=NOON,
        )
        for place, row in enumerate(rows)
    ]


def finish(person, *cohorts):
    for place, cohort in enumerate(cohorts):
        done = NOON + timedelta(hours=place)
        Enrollment.objects.create(person=person, cohort=cohort, enrolled_at=NOON, completed_at=done)
    complete_programmes_of(person=person, now=NOON + timedelta(hours=len(cohorts)))


def plain(lines):
    return [line.replace(NBSP, " ") for line in lines]


def test_who_completes_all_courses_gets_one_certificate_that_says_hours_and_dates(olena, rule, cohorts):
    finish(olena, cohorts[0])
    early = Certificate.objects.exists()
    finish(olena, cohorts[1])
    complete_programmes_of(person=olena, now=NOON)

    certificate = Certificate.objects.get()
    assert (early, certificate.programme, certificate.subject) == (False, rule.programme, "Школа активістів")
    courses, hours, dates = plain(certificate.statement["details"])
    assert (courses[:2], hours[:3], dates) == ("2 ", "32 ", "17 грудня 2026 – 15 лютого 2027")
    assert not PendingCertificate.objects.exists()
    with pytest.raises(IntegrityError), transaction.atomic():
        certificate.pk, certificate.number = None, "0000-0000-0000"
        certificate.save(force_insert=True)


def test_it_rests_on_its_courses_in_words_whatever_becomes_of_them(olena, rule, cohorts):
    finish(olena, *reversed(cohorts))
    Enrollment.objects.update(completed_at=None)

    certificate = Certificate.objects.get()
    with override("en"):
        assert plain(asked(certificate)) == ["Complete all courses of the programme."]
        assert plain(found(certificate)) == [
            "The programme was completed on 15 February 2027.",
            f"15 February 2027: the course “Далі” was completed, in cohort {cohorts[1].number}.",
            f"15 February 2027: the course “Основи” was completed, in cohort {cohorts[0].number}.",
        ]


def test_a_list_says_how_many_courses_are_left_and_counts_no_later_course(olena, rule, cohorts):
    taras, ivan = (Person.objects.create(legal_name=name, display_name=name) for name in ("Тарас", "Іван"))
    CertificateRule.objects.update(automatic=False)
    finish(olena, *cohorts)
    rule.programme.course_rows.add(ProgrammeCourse(course=make_course(title="Третій"), sort_order=2))
    rule.programme.save()
    finish(taras, cohorts[0])
    Enrollment.objects.create(person=ivan, cohort=cohorts[1], enrolled_at=NOON)

    rows = {row.person: row for row in foretell(rule=rule, now=NOON)}

    assert set(candidates(rule=rule)) == set(rows) == {olena, taras, ivan}
    assert {person: row.outcome for person, row in rows.items()} == {
        olena: "to_issue", taras: "not_due", ivan: "not_due",
    }  # fmt: skip
    with override("en"):
        assert rows[taras].reason == "Completed courses of the programme: 1 of 3."
        assert rows[ivan].reason == "Completed courses of the programme: 0 of 3."


def test_judging_many_takes_as_many_queries_as_one(olena, rule, cohorts, django_assert_num_queries):
    CertificateRule.objects.update(automatic=False)
    people = [olena, *(Person.objects.create(legal_name=f"Особа {n}", display_name="О.") for n in range(2))]
    for person in people:
        finish(person, *cohorts)

    for keys in ([olena.pk], [one.pk for one in people]):
        with django_assert_num_queries(3):
            assert all(found.earned for found in judge(rule=rule, people=keys, now=NOON).values())


def test_its_badge_says_what_it_is_for_and_leads_to_the_programme(client, olena, rule, cohorts, keys):
    finish(olena, *cohorts)
    badge = make_badge(certificate=Certificate.objects.get(), now=NOON)

    about = reverse("achievement", args=["programme", rule.programme.pk, "participant"])
    page = client.get(about, headers={"accept": "text/html"}).content.decode()
    assert f"{about}" in badge.document and "CertificateOfCompletion" in badge.document
    assert rule.programme.url in page and "Complete all courses of the programme." in page


def test_it_is_ruled_filtered_counted_and_kept_in_the_admin(admin, olena, programme, cohorts, template):
    form = {"template": template.pk, "programme": programme.pk, "automatic": "on", "active": "on"}
    written = [admin.post(reverse("certificate_rule:add_kind", args=["programme"]), form) for _twice in range(2)]
    finish(olena, *cohorts)

    assert [response.status_code for response in written] == [302, 200]
    assert written[1].context["form"].errors.keys() == {"programme"}
    assert CertificateRule.objects.get().kind == CertificateRule.Kind.PROGRAMME
    assert [row["page"] for row in figures(Certificate.objects.all(), now=NOON)] == ["Школа активістів"]
    listed = admin.get(reverse("certificate:index"), {"programme": programme.pk}).content.decode()
    assert Certificate.objects.get().number in listed
    admin.post(reverse("wagtailadmin_pages:delete", args=[programme.pk]))
    assert ProgrammePage.objects.filter(pk=programme.pk).exists()
