"""After the issue: certificates expire, are renewed, corrected and revoked, and never overwritten."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core import mail
from django.utils import timezone
from wagtail.models import ModelLogEntry

from certificates.archive import pdf_of
from certificates.exceptions import CertificateRefused
from certificates.issuing import issue_for_course
from certificates.life import RENEWABLE, correct_name, renew, revoke
from certificates.models import Certificate, State
from certificates.pending import earn, settle
from certificates.statements import expiry
from certificates.suspending import suspend
from certificates.sweeps import finish_certificates
from courses.models import Enrollment
from people.models import User

from .conftest import NOON
from .samples import one_line


@pytest.fixture
def lasting(template):
    """A template whose certificates hold for two years."""
    template.valid_months = 24
    template.save()
    return template


@pytest.fixture
def expiring(olena, course, lasting):
    return issue_for_course(person=olena, course=course, template=lasting, now=NOON)


def refusal_of(verb, **arguments):
    with pytest.raises(CertificateRefused) as refused:
        verb(by=None, now=NOON, **arguments)
    return refused.value.code


# It expires


@pytest.mark.parametrize(
    ("issued", "months", "until"),
    [
        (datetime(2027, 2, 15, 10, tzinfo=UTC), 24, datetime(2029, 2, 15, 22, tzinfo=UTC)),
        (datetime(2027, 1, 31, 10, tzinfo=UTC), 1, datetime(2027, 2, 28, 22, tzinfo=UTC)),
        (datetime(2028, 2, 29, 10, tzinfo=UTC), 12, datetime(2029, 2, 28, 22, tzinfo=UTC)),
        (datetime(2027, 12, 5, 10, tzinfo=UTC), 7, datetime(2028, 7, 5, 21, tzinfo=UTC)),  # summer time
        (datetime(2027, 2, 15, 23, tzinfo=UTC), 1, datetime(2027, 3, 16, 22, tzinfo=UTC)),  # the sixteenth in Kyiv
    ],
)
def test_it_holds_to_the_midnight_in_kyiv_after_its_last_day(issued, months, until):
    assert expiry(issued, months=months) == until


def test_one_without_a_term_always_holds(certificate):
    assert certificate.expires_at is None
    assert certificate.state_at(NOON + timedelta(days=36500)) == State.VALID


def test_the_last_day_is_printed_and_time_decides_the_state(expiring):
    last = datetime(2029, 2, 15, 21, 59, 59, tzinfo=UTC)

    assert "valid until 15 лютого 2029" in one_line(pdf_of(expiring))
    assert expiring.state_at(last) == State.VALID
    assert expiring.state_at(last + timedelta(seconds=1)) == State.EXPIRED


@pytest.mark.parametrize("state", list(State))
def test_the_list_and_the_certificate_agree_on_every_state(expiring, olena, state):
    moments = {State.EXPIRED: expiring.expires_at}
    if state == State.REVOKED:
        revoke(certificate=expiring, reason="Так", by=None, now=NOON)
    if state == State.SUPERSEDED:
        correct_name(certificate=expiring, name="Олена Ковальчук", by=None, now=NOON)
    if state == State.SUSPENDED:
        suspend(certificate=expiring, reason="Так", by=None, now=NOON)
    now = moments.get(state, NOON)

    expiring.refresh_from_db()
    assert expiring.state_at(now) == state
    assert expiring in Certificate.objects.in_state(state, now=now)
    for other in set(State) - {state}:
        assert expiring not in Certificate.objects.in_state(other, now=now)


def test_who_holds_one_is_reminded_once_in_the_month_before(olena, course, lasting):
    issued = timezone.now() - timedelta(days=710)
    certificate = issue_for_course(person=olena, course=course, template=lasting, now=issued)
    forever = Certificate.objects.filter(pk=certificate.pk)
    mail.outbox.clear()

    finish_certificates.call()
    finish_certificates.call()

    (message,) = mail.outbox
    assert message.subject == "Your certificate expires soon: Бюджет громади"
    assert certificate.number in message.body and "school@localhost" in message.body
    assert forever.get().reminded_at


@pytest.mark.parametrize(
    ("days", "change"),
    [
        (600, {}),
        (800, {}),
        (710, {"reminded_at": NOON}),
        (710, {"revoked_at": NOON, "revocation_reason": "Так"}),
        (710, {"superseded_at": NOON}),
        (710, {"suspended_at": NOON, "suspension_reason": "Так"}),
    ],
)
def test_nobody_is_reminded_too_early_too_late_twice_or_of_what_does_not_hold(olena, course, lasting, days, change):
    issued = timezone.now() - timedelta(days=days)
    issue_for_course(person=olena, course=course, template=lasting, now=issued)
    Certificate.objects.update(mailed_at=NOON, **change)
    mail.outbox.clear()

    finish_certificates.call()

    assert mail.outbox == []


# It is renewed


def test_a_renewed_certificate_says_the_same_for_another_term(expiring):
    user, later = User.objects.create_user("admin@example.org"), expiring.expires_at - RENEWABLE

    renewed = renew(certificate=expiring, by=user, now=later)

    expiring.refresh_from_db()
    text = one_line(pdf_of(renewed))
    assert (renewed.state_at(later), expiring.state_at(later)) == (State.VALID, State.SUPERSEDED)
    assert renewed.expires_at == expiry(later, months=24)
    elsewhere = text.replace("17 січня 2029", "").replace("SSCA-2029", "")
    assert "valid until 17 січня 2031" in text and "2029" not in elsewhere
    assert renewed.statement["issued_on"] == "17\N{NO-BREAK SPACE}січня 2029"
    assert {entry.action for entry in ModelLogEntry.objects.for_instance(renewed)} == {"certificates.renew"}
    assert renewed.supersedes == expiring


@pytest.mark.parametrize("moment", [NOON, NOON + timedelta(days=600)])
def test_it_is_not_renewed_long_before_it_expires(expiring, moment):
    with pytest.raises(CertificateRefused) as refused:
        renew(certificate=expiring, by=None, now=moment)

    assert str(refused.value) == "It is renewed in the last 30 days before it expires, or after."


def test_one_that_does_not_expire_is_not_renewed(certificate):
    assert refusal_of(renew, certificate=certificate) == "does_not_expire"


def test_who_completes_the_course_again_after_it_expired_gets_a_new_one(expiring, olena, cohort, course_rule):
    later = expiring.expires_at + timedelta(days=1)
    Enrollment.objects.create(person=olena, cohort=cohort, enrolled_at=later, completed_at=later)

    new = settle(pending=earn(person=olena, rule=course_rule, cohort=cohort, now=later), now=later)

    assert (new.supersedes, new.state_at(later)) == (expiring, State.VALID)
    assert Certificate.objects.valid().get() == new


def test_issuing_by_hand_while_one_holds_returns_it(expiring, olena, course, lasting):
    assert issue_for_course(person=olena, course=course, template=lasting, now=NOON) == expiring


# Its name is corrected


def test_a_corrected_certificate_differs_in_name_number_and_day_alone(expiring, course, lasting):
    course.title, lasting.signatory = "Інший курс", "Хтось Інший"
    course.save()
    lasting.save()
    later = NOON + timedelta(days=40)

    right = correct_name(certificate=expiring, name="Олена Ковальчук", by=None, now=later)

    expiring.refresh_from_db()
    changed = {key for key, value in right.statement.items() if expiring.statement[key] != value}
    assert changed == {"recipient", "number", "full_number", "issued_at", "issued_on", "verify_url"}
    assert right.expires_at == expiring.expires_at
    assert (right.supersedes, expiring.superseded_at) == (expiring, later)
    assert "Олена Ковальчук" in one_line(pdf_of(right))
    assert "Олена Коваль за успішне" in one_line(pdf_of(expiring))


def test_the_correction_is_logged_and_mailed(certificate):
    mail.outbox.clear()
    user = User.objects.create_user("admin@example.org")

    right = correct_name(certificate=certificate, name="Олена Ковальчук", by=user, now=NOON)

    entry = ModelLogEntry.objects.get(action="certificates.correct")
    assert (entry.user, entry.data) == (user, {"number": right.number})
    assert [message.to for message in mail.outbox] == [["olena@example.org"]]


@pytest.mark.parametrize(
    ("name", "code"), [("Олена Коваль", "same_name"), (" Олена  Коваль ", "same_name"), ("Олена 🌻", "no_glyph")]
)
def test_a_name_that_is_the_same_or_cannot_be_printed_is_refused_and_nothing_changes(certificate, name, code):
    assert refusal_of(correct_name, certificate=certificate, name=name) == code

    assert Certificate.objects.valid().get() == certificate


@pytest.mark.parametrize("verb", ["correct", "renew"])
@pytest.mark.parametrize("ended", ["revoked", "replaced"])
def test_what_is_revoked_or_replaced_is_not_changed_any_more(expiring, verb, ended):
    if ended == "revoked":
        revoke(certificate=expiring, reason="Так", by=None, now=NOON)
    else:
        correct_name(certificate=expiring, name="Олена Інша", by=None, now=NOON)

    if verb == "correct":
        assert refusal_of(correct_name, certificate=expiring, name="Ще Інша") == "not_valid"
    else:
        assert refusal_of(renew, certificate=expiring) == "not_valid"


def test_a_corrected_one_can_be_corrected_again(certificate):
    second = correct_name(certificate=certificate, name="Олена Ковальчук", by=None, now=NOON)
    third = correct_name(certificate=second, name="Олена Ковальова", by=None, now=NOON)

    assert Certificate.objects.valid().get() == third


# It is revoked


def test_one_that_was_replaced_can_still_be_revoked(certificate):
    correct_name(certificate=certificate, name="Олена Ковальчук", by=None, now=NOON)

    assert revoke(certificate=certificate, reason="Списано", by=None, now=NOON).state_at(NOON) == State.REVOKED


def test_the_words_for_everybody_are_kept_apart_from_the_reason(certificate):
    revoked = revoke(certificate=certificate, reason="Списано", note=" Видано помилково. ", by=None, now=NOON)

    assert (revoked.revocation_reason, revoked.revocation_note) == ("Списано", "Видано помилково.")
