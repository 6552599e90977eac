"""The file follows from its row: written once, proven by its hash, drawn again when it is lost or damaged."""

from contextlib import suppress

import pytest
from django.core.files.base import ContentFile
from django.db import transaction
from wagtail.models import ModelLogEntry

from certificates.archive import fingerprint, keep_pdf, pdf_of
from certificates.drawing import draw
from certificates.issuing import issue_for_course, issue_for_event
from certificates.models import Certificate, FrozenPicture, pdf_path
from certificates.sweeps import finish_certificates
from content.models import SiteImage

from .conftest import YESTERDAY, new_renditions
from .samples import lines, png

pytestmark = new_renditions


@pytest.fixture
def certificate(olena, course, template, committed):
    """Issued, with pictures, and its file written."""
    template.logo = image("logo.png", (90, 90))
    template.signature = image("signature.png", (300, 100))
    template.save()
    with committed():
        certificate = issue_for_course(person=olena, course=course, template=template, now=YESTERDAY)
    certificate.refresh_from_db()
    return certificate


def image(name, size):
    file = ContentFile(png(size=size), name=name)
    return SiteImage.objects.create(title=name, file=file, width=size[0], height=size[1])


def stored(certificate):
    with certificate.pdf.storage.open(pdf_path(certificate, "")) as file:
        return file.read()


def damage(certificate, remains):
    """What a power cut leaves: nothing, or a part of the file."""
    certificate.pdf.storage.delete(certificate.pdf.name)
    if remains is not None:
        certificate.pdf.storage.save(certificate.pdf.name, ContentFile(remains))


def never_written(certificate):
    """The worker was killed after the row and before the file."""
    certificate.pdf.storage.delete(certificate.pdf.name)
    Certificate.objects.update(pdf="", pdf_size=0)
    certificate.refresh_from_db()


def test_the_file_has_the_hash_and_size_that_the_row_keeps(certificate):
    assert fingerprint(stored(certificate)) == certificate.pdf_sha256
    assert len(stored(certificate)) == certificate.pdf_size
    assert certificate.pdf.name == f"certificates/{YESTERDAY.year}/{certificate.number}.pdf"


@pytest.mark.parametrize("remains", [None, b"", b"%PDF-1.7 cut", b"another file"])
def test_a_lost_or_damaged_file_is_drawn_again_byte_for_byte(certificate, remains):
    issued = stored(certificate)
    damage(certificate, remains)

    assert pdf_of(certificate) == issued
    assert stored(certificate) == issued
    assert not ModelLogEntry.objects.filter(action="certificates.redraw").exists()


def test_what_changed_since_does_not_change_what_is_drawn_again(certificate, olena, course, template):
    issued = stored(certificate)
    olena.legal_name = "Олена Інша"
    olena.save()
    course.title = "Інший курс"
    course.save()
    for field, value in {"title": "Диплом", "signatory": "Хтось", "logo": None, "signature": None}.items():
        setattr(template, field, value)
    template.save()
    SiteImage.objects.all().delete()
    damage(certificate, None)

    assert pdf_of(certificate) == issued


def test_a_certificate_whose_file_was_never_written_is_finished_by_the_round(certificate):
    issued = stored(certificate)
    never_written(certificate)

    finish_certificates.call()

    certificate.refresh_from_db()
    assert (stored(certificate), certificate.pdf_size) == (issued, len(issued))


def test_the_rest_of_an_interrupted_write_is_replaced(certificate):
    issued, name = stored(certificate), certificate.pdf.name
    never_written(certificate)
    certificate.pdf.storage.save(name, ContentFile(issued[:100]))

    keep_pdf(certificate=certificate)

    certificate.refresh_from_db()
    assert (certificate.pdf.name, stored(certificate)) == (name, issued)


def test_a_full_disk_leaves_the_row_and_the_next_round_writes_the_file(olena, course, template, monkeypatch, committed):
    storage = Certificate._meta.get_field("pdf").storage

    def full(name, content):
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as disk:
        disk.setattr(storage, "_save", full)
        with committed():
            certificate = issue_for_course(person=olena, course=course, template=template, now=YESTERDAY)
    certificate.refresh_from_db()
    assert not certificate.pdf

    finish_certificates.call()

    certificate.refresh_from_db()
    assert fingerprint(stored(certificate)) == certificate.pdf_sha256


def test_the_file_is_written_with_the_bytes_that_were_issued_and_not_drawn_again(certificate, monkeypatch):
    issued = stored(certificate)
    never_written(certificate)
    monkeypatch.setattr("certificates.archive.draw", None)

    assert keep_pdf(certificate=certificate, pdf=issued) == issued
    assert stored(certificate) == issued


def test_other_bytes_than_were_issued_are_not_written(certificate):
    issued = stored(certificate)
    never_written(certificate)

    assert keep_pdf(certificate=certificate, pdf=b"%PDF forged") == issued


def test_issuing_draws_once(olena, course, template, committed, monkeypatch):
    drawn = []
    monkeypatch.setattr("certificates.issuing.draw", lambda *args: drawn.append(draw(*args)) or drawn[-1])
    monkeypatch.setattr("certificates.archive.draw", None)

    with committed():
        certificate = issue_for_course(person=olena, course=course, template=template, now=YESTERDAY)

    certificate.refresh_from_db()
    assert drawn == [stored(certificate)]


def test_a_transaction_that_fails_leaves_no_file(olena, course, template, committed):
    with committed(), suppress(ZeroDivisionError), transaction.atomic():
        certificate = issue_for_course(person=olena, course=course, template=template, now=YESTERDAY)
        raise ZeroDivisionError

    assert not Certificate._meta.get_field("pdf").storage.exists(pdf_path(certificate, ""))


def test_keeping_twice_writes_once(certificate, monkeypatch):
    storage = certificate.pdf.storage
    monkeypatch.setattr(storage, "_save", None)

    assert keep_pdf(certificate=certificate) == stored(certificate)


def test_other_bytes_of_a_later_engine_are_logged_with_both_hashes(certificate):
    damage(certificate, None)
    Certificate.objects.update(pdf_sha256="0" * 64)
    certificate.refresh_from_db()

    pdf = pdf_of(certificate)

    certificate.refresh_from_db()
    entry = ModelLogEntry.objects.get(action="certificates.redraw")
    assert certificate.pdf_sha256 == fingerprint(pdf)
    assert entry.data == {"number": certificate.number, "was": "0" * 64, "is": fingerprint(pdf)}
    assert lines(pdf)[2] == "Олена Коваль"


def test_pictures_are_frozen_once_for_all_certificates(certificate, event, template, olena):
    second = issue_for_event(person=olena, event=event, template=template, now=YESTERDAY)

    assert second.statement["pictures"] == certificate.statement["pictures"]
    assert {row.sha256 for row in FrozenPicture.objects.all()} == set(second.statement["pictures"].values())
