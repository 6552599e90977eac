"""Rules in the admin: a kind first, then a form with its fields, and mistakes beside them; then whom it is about."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from certificates.models import Certificate, CertificateRule, IssueRun
from conferences.tests.factories import make_programme
from courses.models import Enrollment, ModulePage
from courses.tests.factories import make_quiz
from people.models import Person
from people.roles import COORDINATORS, TRAINERS
from webinars.tests.factories import make_weeks

from .conftest import NOON, sign_in

Kind = CertificateRule.Kind


def write(client, kind, template, **fields):
    url = reverse("certificate_rule:add_kind", args=[kind])
    return client.post(url, {"template": template.pk, "active": "on", **fields})


def errors(response):
    return {field: list(said) for field, said in response.context["form"].errors.items()}


def test_a_kind_is_chosen_first_and_its_form_asks_only_for_what_matters(admin, event, course, template):
    chosen = admin.get(reverse("certificate_rule:add")).content.decode()
    fields = {}
    for kind in Kind:
        url = reverse("certificate_rule:add_kind", args=[kind])
        assert f'href="{url}"' in chosen
        fields[kind] = set(admin.get(url).context["form"].fields)

    common = {"template", "active"}
    assert fields[Kind.COURSE] == common | {"course", "asks_survey", "automatic"}
    assert fields[Kind.QUIZ] == common | {"quiz", "min_mark", "asks_survey", "automatic"}
    shares = {"min_sessions", "min_hours", "min_percent"}
    assert fields[Kind.SERIES] == common | {"series", "asks_survey", "automatic"} | shares
    assert fields[Kind.TRAINER] == common | {"course", "event"}
    assert fields[Kind.ORGANIZER] == common | {"event", "who"}
    assert fields[Kind.ORGANIZATION] == common | {"course", "min_people"}
    assert admin.get(reverse("certificate_rule:add_kind", args=["slovo"])).status_code == 404


def test_what_it_is_about_follows_from_what_is_chosen(admin, olena, event, course, template):
    weeks = make_weeks(event=event)
    quiz = make_quiz(ModulePage.objects.child_of(course).get())
    nothing = {"min_sessions": "2", "min_hours": "0", "min_percent": "0"}
    written = [
        write(admin, Kind.SERIES, template, series=weeks[0].series.pk, **nothing),
        write(admin, Kind.QUIZ, template, quiz=quiz.pk, min_mark="80", automatic="on"),
        write(admin, Kind.TRAINER, template, course=course.pk, event=""),
        write(admin, Kind.ORGANIZER, template, event=event.pk, who="Олена Коваль\n\n"),
        write(admin, Kind.ORGANIZATION, template, course=course.pk, min_people="3"),
    ]

    assert [response.status_code for response in written] == [302] * 5
    rules = {rule.kind: rule for rule in CertificateRule.objects.all()}
    assert rules[Kind.SERIES].event.pk == event.pk
    assert rules[Kind.QUIZ].course.pk == course.pk
    assert list(rules[Kind.ORGANIZER].organizers.all()) == [olena]
    assert {kind for kind, rule in rules.items() if rule.automatic} == {Kind.QUIZ}
    edited = admin.get(reverse("certificate_rule:edit", args=[rules[Kind.ORGANIZER].pk])).content.decode()
    assert "olena@example.org" in edited


def test_each_mistake_stands_beside_its_field(admin, olena, event, course, course_rule, template):
    weeks, twin = make_weeks(event=event), Person.objects.create(legal_name="Двійник", display_name="Д.")
    Person.objects.create(legal_name=twin.legal_name, display_name="Д.")
    counted = {"min_sessions": "5", "min_hours": "0", "min_percent": "101"}

    assert errors(write(admin, Kind.COURSE, template)) == {"course": ["Choose what the certificate is for."]}
    assert errors(write(admin, Kind.COURSE, template, course=course.pk)) == {
        "course": ["There is a rule of this kind for it already."]
    }
    assert errors(write(admin, Kind.TRAINER, template, course=course.pk, event=event.pk)) == {
        "course": ["Choose a course or an event, one of the two."]
    }
    said = errors(write(admin, Kind.SERIES, template, series=weeks[0].series.pk, **counted))
    assert said["min_sessions"] == ["The series has only 4 dates."]
    assert set(said) == {"min_percent", "min_sessions"}
    assert list(errors(write(admin, Kind.ORGANIZATION, template, course=course.pk, min_people="0"))) == ["min_people"]
    assert errors(write(admin, Kind.ORGANIZER, template, event=event.pk, who="olena@example.org\nДвійник\nНіхто")) == {
        "who": ["Nobody, or more than one person, is found by: Двійник, Ніхто. Enter the e-mail."]
    }
    assert errors(write(admin, Kind.SPEAKER, template, event=event.pk)).keys() == {"event"}  # it has no programme
    assert list(CertificateRule.objects.all()) == [course_rule]


def test_only_events_with_a_programme_have_speakers(admin, template):
    programme = make_programme(rooms=0)

    write(admin, Kind.SPEAKER, template, event=programme.event.pk)

    assert CertificateRule.objects.get().role == "speaker"


def test_a_second_rule_of_a_series_is_refused_and_the_first_can_be_changed(admin, event, template):
    weeks = make_weeks(event=event)
    fields = {"series": weeks[0].series.pk, "min_sessions": "1", "min_hours": "0", "min_percent": "0"}
    write(admin, Kind.SERIES, template, **fields)
    again = write(admin, Kind.SERIES, template, **fields)
    rule = CertificateRule.objects.get()
    url = reverse("certificate_rule:edit", args=[rule.pk])

    admin.post(url, {"template": template.pk, **fields, "min_sessions": "3"})

    rule.refresh_from_db()
    assert errors(again) == {"series": ["There is a rule of this kind for it already."]}
    assert (rule.min_sessions, rule.active) == (3, False)


@pytest.fixture
def people(cohort):
    for name in ("Анна", "Борис 🌻", "Віра"):
        person = Person.objects.create(legal_name=name, display_name=name)
        completed = None if name == "Віра" else NOON
        Enrollment.objects.create(person=person, cohort=cohort, enrolled_at=NOON, completed_at=completed)


def preview(rule):
    return reverse("certificate_rule:preview", args=[rule.pk])


def test_whom_a_rule_is_about_is_shown_before_it_runs_and_leads_to_a_list(admin, people, course_rule):
    shown = admin.get(preview(course_rule)).content.decode()
    edited = admin.get(reverse("certificate_rule:edit", args=[course_rule.pk])).content.decode()
    asked = admin.get(f"{reverse('issue_run:plan')}?rule={course_rule.pk}")

    assert "Анна" in shown
    assert "The course is not completed." in shown
    assert "🌻 (U+1F33B)" in shown
    assert f'href="{preview(course_rule)}"' in edited
    assert f"?rule={course_rule.pk}" in shown
    assert asked.context["form"].initial["rule"] == str(course_rule.pk)
    assert not IssueRun.objects.exists()
    assert not Certificate.objects.exists()


def test_a_rule_out_of_force_is_foretold_but_makes_no_list(admin, people, course_rule):
    CertificateRule.objects.update(active=False)

    shown = admin.get(preview(course_rule)).content.decode()

    assert "The rule is not in force" in shown
    assert "?rule=" not in shown


@pytest.mark.parametrize("role", [TRAINERS, COORDINATORS, "participant"])
def test_rules_are_administrators_alone(client, course_rule, template, course, role):
    sign_in(client, role)

    for url in (reverse("certificate_rule:add_kind", args=["course"]), preview(course_rule)):
        assert client.get(url).status_code in {302, 403}
    assert write(client, Kind.TRAINER, template, course=course.pk).status_code in {302, 403}
    assert CertificateRule.objects.get() == course_rule


def test_pages_of_rules_cost_the_same_for_one_and_many(admin, people, course_rule, cohort, event, template):
    def cost(url):
        admin.get(url)
        with CaptureQueriesContext(connection) as captured:
            assert admin.get(url).status_code == 200
        return len(captured)

    CertificateRule.objects.create(template=template, event=event, series=make_weeks(event=event, number=1)[0].series)
    index = reverse("certificate_rule:index")
    before = cost(index), cost(preview(course_rule))
    for number in range(3):
        series = make_weeks(event=event, number=1)[0].series
        CertificateRule.objects.create(template=template, event=event, series=series)
        person = Person.objects.create(legal_name=f"Особа {number}", display_name="О.")
        Enrollment.objects.create(person=person, cohort=cohort, enrolled_at=NOON, completed_at=NOON)

    assert (cost(index), cost(preview(course_rule))) == before
