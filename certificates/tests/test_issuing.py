"""Issue and revoke: what is written, what is printed, what is refused."""

import hashlib

import pytest
from django.core import mail
from wagtail.models import ModelLogEntry

from certificates.archive import pdf_of
from certificates.exceptions import CertificateRefused
from certificates.issuing import issue_for_course, issue_for_event
from certificates.life import revoke
from certificates.models import Certificate
from certificates.numbers import normalize
from people.models import User
from webinars.attendance import mark_on_sheet
from webinars.registration import register

from .conftest import NOON
from .samples import LONG_NAME, lines, one_line

LONGEST = f"{LONG_NAME} {LONG_NAME}"[:150]


def issue(olena, course, template, cohort=None):
    return issue_for_course(person=olena, course=course, template=template, cohort=cohort, now=NOON)


def printed(certificate):
    return one_line(pdf_of(certificate))


def test_a_ukrainian_certificate_reads_back_word_for_word(olena, course, template, cohort):
    template.acknowledgement = "Фінансується Європейським Союзом"
    certificate = issue(olena, course, template, cohort)

    assert printed(certificate) == " ".join(
        [
            "Школа Сертифікат Олена Коваль за успішне завершення курсу Бюджет громади",
            "12 hours of study 16 січня 2027 – 15 лютого 2027",  # only Django's own words have a catalogue in tests
            "15 лютого 2027 Date of issue Ірина Савчук координаторка",
            f"Фінансується Європейським Союзом № {certificate.full_number}",
            f"Check that it is genuine: http://testserver/c/{certificate.number}",
        ]
    )


def test_an_english_certificate_reads_back_word_for_word(olena, course, template, cohort):
    olena.legal_name, course.title = "Olena O’Neill-Łęska", "Local budget"
    for field, words in {
        "language": "en",
        "title": "Certificate",
        "statement": "has completed the course:",
        "issuer": "School of Civic Activists",
        "acknowledgement": "Funded by the European Union",
        "signatory": "Iryna Savchuk",
        "signatory_role": "coordinator",
    }.items():
        setattr(template, field, words)
    certificate = issue(olena, course, template, cohort)

    assert printed(certificate) == " ".join(
        [
            "School of Civic Activists Certificate Olena O’Neill-Łęska has completed the course: Local budget",
            "12 hours of study 16 January 2027 – 15 February 2027",
            "15 February 2027 Date of issue Iryna Savchuk coordinator",
            f"Funded by the European Union No. {certificate.full_number}",
            f"Check that it is genuine: http://testserver/en/c/{certificate.number}",
        ]
    )


@pytest.mark.parametrize(
    "name", [LONGEST, "Мар’яна Зʼїзд", "Solomiia D'Angelo", "Ґєїія Щербюк-Ўць", "Đorđe Šimůnek", "Ѓорѓи Ќосев", "І"]
)
def test_a_name_of_any_length_and_spelling_is_printed_as_it_is_written(olena, course, template, name):
    olena.legal_name = name
    olena.save()

    made = "".join(lines(pdf_of(issue(olena, course, template)))).replace(" ", "")

    assert f"Сертифікат{name}за успішне".replace(" ", "") in made


def test_a_name_typed_with_a_loose_accent_is_printed_composed(olena, course, template):
    olena.legal_name = "Марии\N{COMBINING BREVE}ка  Коваль "

    assert lines(pdf_of(issue(olena, course, template)))[2] == "Марийка Коваль"


def test_issue_freezes_what_the_certificate_says(olena, course, template, cohort):
    certificate = issue(olena, course, template, cohort)

    olena.legal_name = "Олена Інша"
    olena.save()
    course.title = "Інший курс"
    course.save()
    template.signatory = "Хтось Інший"
    template.save()
    certificate.refresh_from_db()

    assert (certificate.recipient, certificate.subject) == ("Олена Коваль", "Бюджет громади")
    assert certificate.statement["signatories"][0]["name"] == "Ірина Савчук"
    assert normalize(certificate.number) == certificate.number


def test_issue_keeps_the_hash_and_size_of_the_pdf(olena, course, template, cohort):
    certificate = issue(olena, course, template, cohort)
    pdf = pdf_of(certificate)

    assert (hashlib.sha256(pdf).hexdigest(), len(pdf)) == (certificate.pdf_sha256, certificate.pdf_size)


def test_issue_twice_returns_the_same_certificate_and_mails_once(olena, course, template):
    assert issue(olena, course, template) == issue(olena, course, template)
    assert Certificate.objects.count() == len(mail.outbox) == 1


def test_issue_is_logged_with_who_did_it(olena, course, template):
    user = User.objects.create_user("admin@example.org")
    certificate = issue_for_course(person=olena, course=course, template=template, now=NOON, by=user)

    entry = ModelLogEntry.objects.get(action="certificates.issue")
    assert (certificate.issued_by, entry.user, entry.data) == (user, user, {"number": certificate.number})


@pytest.mark.parametrize("name", ["Олена 🌻", "שלום", " ", "Щ" * 150])
def test_a_name_that_cannot_be_printed_is_refused_and_nothing_is_written(olena, course, template, name):
    olena.legal_name = name
    with pytest.raises(CertificateRefused, match="Name of the recipient|ім"):
        issue(olena, course, template)

    assert not Certificate.objects.exists()
    assert mail.outbox == []


def test_revoked_certificate_stays_and_a_new_one_can_be_issued(olena, course, template):
    first = issue(olena, course, template)
    revoke(certificate=first, reason="Помилка в імені", by=None, now=NOON)
    second = issue(olena, course, template)

    first.refresh_from_db()
    assert (first.is_valid, second.is_valid) == (False, True)
    assert first.number != second.number


def test_revoke_asks_for_a_reason(olena, course, template):
    certificate = issue(olena, course, template)
    with pytest.raises(CertificateRefused):
        revoke(certificate=certificate, reason="  ", by=None, now=NOON)

    certificate.refresh_from_db()
    assert certificate.is_valid


def test_revoking_twice_keeps_the_first_reason(olena, course, template):
    certificate = issue(olena, course, template)
    revoke(certificate=certificate, reason=" Помилка ", by=None, now=NOON)
    again = revoke(certificate=certificate, reason="Інше", by=None, now=NOON)

    assert again.revocation_reason == "Помилка"
    entry = ModelLogEntry.objects.get(action="certificates.revoke")
    assert entry.data == {"number": certificate.number, "reason": "Помилка"}


def test_event_certificate_counts_the_attended_time(olena, event, session, template):
    register(person=olena, session=session, now=session.starts_at)
    mark_on_sheet(session=session, person=olena, by=None, now=NOON)
    certificate = issue_for_event(person=olena, event=event, template=template, now=NOON)

    says = "Master class, online 2\N{NO-BREAK SPACE}години 15 лютого 2027"
    assert says.replace("\N{NO-BREAK SPACE}", " ") in printed(certificate)
