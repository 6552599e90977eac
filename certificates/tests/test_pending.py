"""What was earned waits in the database until it is issued, or somebody decides otherwise."""

from datetime import timedelta
from importlib import import_module

import pytest
from django.apps import apps
from django.core import mail
from django.utils.translation import override
from wagtail.models import ModelLogEntry

from certificates.issuing import issue_for_course
from certificates.life import revoke
from certificates.models import Certificate, CertificateRule, CertificateTemplate, PendingCertificate
from certificates.pending import dismiss, earn, report, settle
from courses.models import Enrollment
from people.models import Person

from .conftest import NOON


@pytest.fixture
def completed(olena, cohort):
    """Olena has completed the course, and nobody has told the certificates yet."""
    return Enrollment.objects.create(person=olena, cohort=cohort, enrolled_at=NOON, completed_at=NOON)


@pytest.fixture
def waiting(completed, course_rule):
    return earn(person=completed.person, rule=course_rule, cohort=completed.cohort, now=NOON)


def test_earning_twice_waits_once_since_the_first_time(waiting, completed, course_rule, olena):
    again = earn(person=olena, rule=course_rule, cohort=completed.cohort, now=NOON + timedelta(days=1))

    assert (again, PendingCertificate.objects.get().earned_at) == (waiting, NOON)


def test_settling_issues_by_the_rule_and_nothing_waits_any_more(waiting, course, template):
    certificate = settle(pending=waiting, now=NOON)

    assert (certificate.course, certificate.template, certificate.issued_at) == (course, template, NOON)
    assert certificate.statement["details"][1].startswith("16\N{NO-BREAK SPACE}січня 2027")
    assert not PendingCertificate.objects.exists()


def test_settling_twice_issues_once(waiting):
    assert settle(pending=waiting, now=NOON) == Certificate.objects.get()
    assert settle(pending=waiting, now=NOON) is None
    assert len(mail.outbox) == 1


def test_a_name_that_cannot_be_printed_waits_with_the_reason(waiting, olena):
    Person.objects.update(legal_name="Олена 🌻")

    assert settle(pending=waiting, now=NOON) is None

    waiting.refresh_from_db()
    assert (waiting.problem, waiting.facts["characters"]) == ("no_glyph", "🌻 (U+1F33B)")
    assert "🌻 (U+1F33B)" in waiting.reason
    assert waiting.tried_at == NOON
    assert not Certificate.objects.exists()


def test_once_the_name_is_right_the_next_try_issues(waiting, olena):
    Person.objects.update(legal_name="Олена 🌻")
    settle(pending=waiting, now=NOON)
    Person.objects.update(legal_name="Олена Коваль")

    assert settle(pending=waiting, now=NOON).recipient == "Олена Коваль"


def test_what_is_not_earned_does_not_wait(olena, course_rule):
    waiting = earn(person=olena, rule=course_rule, now=NOON)

    assert settle(pending=waiting, now=NOON) is None
    assert not PendingCertificate.objects.exists()


def test_a_rule_that_is_no_longer_in_force_issues_nothing_and_says_so(waiting):
    CertificateRule.objects.update(active=False)

    assert settle(pending=waiting, now=NOON) is None
    waiting.refresh_from_db()
    assert waiting.problem


def test_a_rule_does_not_overrule_who_revoked(waiting, olena, course, template, completed, course_rule):
    certificate = settle(pending=waiting, now=NOON)
    revoke(certificate=certificate, reason="Списано", by=None, now=NOON)

    again = earn(person=olena, rule=course_rule, cohort=completed.cohort, now=NOON)

    assert settle(pending=again, now=NOON) is None
    assert list(Certificate.objects.all()) == [certificate]
    assert not PendingCertificate.objects.exists()


def test_what_was_issued_by_hand_waits_no_more(waiting, olena, course):
    other = CertificateTemplate.objects.create(name="Інший", issuer="Школа", signatory="І. С.")

    issue_for_course(person=olena, course=course, template=other, now=NOON)

    assert not PendingCertificate.objects.exists()


def test_what_others_wait_for_stays(waiting, course, template):
    taras = Person.objects.create(legal_name="Тарас", display_name="Тарас")

    issue_for_course(person=taras, course=course, template=template, now=NOON)

    assert PendingCertificate.objects.get() == waiting


def test_the_reason_is_worded_when_it_is_read_in_the_reader_s_language(waiting):
    with override("de"):
        report(pending=waiting, problem="sessions", facts={"done": 1, "asked": 2}, now=NOON)

    waiting.refresh_from_db()
    assert (waiting.problem, waiting.facts) == ("sessions", {"done": 1, "asked": 2})
    assert waiting.reason == "Attended sessions: 1 of 2."


def test_reasons_from_before_codes_are_still_read(waiting):
    report(pending=waiting, problem="earlier", facts={"text": "Ім’я не друкується, 100 %."}, now=NOON)

    waiting.refresh_from_db()
    assert waiting.reason == "Ім’я не друкується, 100 %."


def test_the_migration_keeps_what_was_written_as_a_sentence(waiting):
    report(pending=waiting, problem="Ім’я не те, 100 %.", now=NOON)

    import_module("certificates.migrations.0006_runs_life_and_sharing").keep_reasons(apps, None)

    waiting.refresh_from_db()
    assert (waiting.problem, waiting.reason) == ("earlier", "Ім’я не те, 100 %.")


def test_dismissing_leaves_a_trace_without_the_name(waiting, olena):
    dismiss(pending=waiting, by=None)

    entry = ModelLogEntry.objects.get(action="certificates.dismiss")
    assert entry.data == {"person": str(olena.public_id), "rule": "Бюджет громади"}
    assert not PendingCertificate.objects.exists()


def test_overdue_is_what_was_refused_or_left_for_longer_than_a_round(waiting, course_rule):
    people = [Person.objects.create(legal_name=name, display_name=name) for name in ("свіже", "давнє", "відмова")]
    fresh, old, refused = (earn(person=person, rule=course_rule, now=NOON) for person in people)
    PendingCertificate.objects.filter(pk=old.pk).update(earned_at=NOON - timedelta(hours=2))
    PendingCertificate.objects.filter(pk=refused.pk).update(problem="inactive")

    assert set(PendingCertificate.objects.overdue(now=NOON)) == {old, refused}
    assert PendingCertificate.objects.get(pk=refused.pk).reason == "The rule is no longer in force."
    assert fresh.reason.startswith("It waits for its turn")
