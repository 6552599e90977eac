"""Background work that leads to certificates, and the round over what was left undone."""

from datetime import timedelta

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.utils import timezone

from certificates import pending, pictures
from certificates.issuing import issue_for_course
from certificates.life import revoke
from certificates.models import Certificate, PendingCertificate
from certificates.sweeps import finish_certificates, issue_pending
from courses.models import Enrollment
from lms.schedules import JOBS
from people.models import Person

from .conftest import YESTERDAY


@pytest.fixture
def waiting(olena, cohort, course_rule):
    """Earned yesterday, when the task that should have followed was lost."""
    Enrollment.objects.create(person=olena, cohort=cohort, enrolled_at=YESTERDAY, completed_at=YESTERDAY)
    return pending.earn(person=olena, rule=course_rule, cohort=cohort, now=YESTERDAY)


def test_the_round_issues_what_a_lost_task_left(waiting, olena):
    finish_certificates.call()

    assert Certificate.objects.get().person == olena
    assert [message.to for message in mail.outbox] == [["olena@example.org"]]


def test_the_round_leaves_what_has_its_own_task_in_the_queue(waiting):
    PendingCertificate.objects.update(earned_at=timezone.now())

    finish_certificates.call()

    assert not Certificate.objects.exists()


def test_one_that_cannot_be_issued_stops_nobody_else(waiting, olena, course_rule, cohort):
    taras = Person.objects.create(legal_name="Тарас 🌻", display_name="Тарас")
    earlier = YESTERDAY - timedelta(days=1)
    Enrollment.objects.create(person=taras, cohort=cohort, enrolled_at=earlier, completed_at=earlier)
    pending.earn(person=taras, rule=course_rule, cohort=cohort, now=earlier)

    finish_certificates.call()

    assert Certificate.objects.get().person == olena
    assert "🌻" in PendingCertificate.objects.get().reason


def test_running_the_task_twice_issues_once(waiting):
    issue_pending.call(waiting.pk)
    issue_pending.call(waiting.pk)

    assert Certificate.objects.count() == len(mail.outbox) == 1


def test_a_fault_of_ours_is_shown_and_raised_for_the_log(waiting, template, monkeypatch):
    def broken(_template):
        raise ZeroDivisionError

    with monkeypatch.context() as fault:
        fault.setattr("certificates.issuing.chosen", broken)
        with pytest.raises(ZeroDivisionError):
            issue_pending.call(waiting.pk)
    waiting.refresh_from_db()
    shown = waiting.reason

    finish_certificates.call()

    assert shown.startswith("A fault of the program")
    assert Certificate.objects.count() == 1
    assert pictures.chosen(template) == {}


class Refusing(EmailBackend):
    def send_messages(self, messages):
        raise ConnectionRefusedError


def test_a_mail_that_could_not_be_sent_is_sent_by_the_round_and_only_once(olena, course, template, settings):
    working, settings.EMAIL_BACKEND = settings.EMAIL_BACKEND, f"{__name__}.Refusing"
    issue_for_course(person=olena, course=course, template=template, now=YESTERDAY)
    settings.EMAIL_BACKEND = working
    assert mail.outbox == []

    finish_certificates.call()
    finish_certificates.call()

    assert [message.to for message in mail.outbox] == [["olena@example.org"]]
    assert Certificate.objects.get().mailed_at


@pytest.mark.parametrize("why", ["revoked", "long ago", "no address"])
def test_nobody_is_mailed_about_what_is_revoked_or_old_or_without_an_address(olena, course, template, why):
    certificate = issue_for_course(person=olena, course=course, template=template, now=YESTERDAY)
    Certificate.objects.update(mailed_at=None)
    mail.outbox.clear()
    if why == "revoked":
        revoke(certificate=certificate, reason="Помилка", by=None, now=YESTERDAY)
    elif why == "long ago":
        Certificate.objects.update(issued_at=YESTERDAY - timedelta(days=3))
    else:
        Person.objects.update(email="")

    finish_certificates.call()

    assert mail.outbox == []


def test_the_round_is_in_the_table_of_schedules():
    assert [job.minutes for job in JOBS if finish_certificates.module_path in job.args] == [60]
