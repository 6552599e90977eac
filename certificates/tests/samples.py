"""A usual certificate, a crowded one, and programs that read the PDF back (poppler-utils)."""

import io
import re
import subprocess
from dataclasses import replace
from datetime import UTC, datetime

from PIL import Image

from certificates.pdf import CertificateData, Picture, Signatory

NAME = "Мар’яна Ґудзь-Їжакевич"
URL = "https://school.example.org.ua/c/7K4M-92QX-3HTC"
LONG_NAME = "Александра-Вікторія Святославівна Перебийніс-Красношапченко-Білоцерківська"


def png(*, size=(300, 100)):
    file = io.BytesIO()
    Image.new("RGBA", size, (23, 38, 90, 160)).save(file, "PNG")
    return file.getvalue()


def certificate(**changes):
    data = CertificateData(
        language="uk",
        number="7K4M-92QX-3HTC",
        title="Сертифікат",
        recipient=NAME,
        lead="за успішне завершення курсу",
        subject="Бюджет громади: читати, запитувати, впливати",
        details=("12 годин навчання", "12\u00a0січня 2027 – 12\u00a0лютого 2027"),
        issued_on="15\u00a0лютого 2027",
        issued_at=datetime(2027, 2, 15, 10, tzinfo=UTC),
        issued_label="дата видачі",
        place="Київ",
        issuer="Школа громадських активістів",
        acknowledgement="Фінансується Європейським Союзом",
        signatories=(Signatory("Ірина Савчук", "координаторка школи", png()),),
        logos=(Picture(png(size=(90, 90))),),
        verify_url=URL,
        verify_label="Перевірити справжність:",
        kilim_seed="biudzhet-hromady",
    )
    return replace(data, **changes)


def crowded():
    return certificate(
        recipient=LONG_NAME,
        subject="Організаційний розвиток громадських об’єднань і управління грантами " * 4,
        details=("Онлайн-конференція", "120 годин", "12 січня 2027 – 12 лютого 2027", "18 із 20 балів " * 5),
        issuer="Громадська організація «Українська регіональна платформа громадських ініціатив»",
        signatories=(Signatory("Дмитро-Богдан Охріменко", "голова правління громадської організації", png()),) * 3,
        logos=(Picture(png()),) * 3,
    )


def poppler(program, *options, source):
    return subprocess.run([program, *options], input=source, capture_output=True, check=True).stdout


def lines(source):
    return poppler("pdftotext", "-raw", "-enc", "UTF-8", "-", "-", source=source).decode().strip("\f\n").split("\n")


def one_line(source):
    return re.sub(r"\s+", " ", " ".join(lines(source)))


def attached_to(source, folder):
    """The one file within a PDF."""
    path, found = folder / "whole.pdf", folder / "attached"
    path.write_bytes(source)
    listed = poppler("pdfdetach", "-list", str(path), source=b"").decode()
    assert listed == "1 embedded files\n1: badge.json\n", listed
    poppler("pdfdetach", "-save", "1", "-o", str(found), str(path), source=b"")
    return found.read_bytes()
