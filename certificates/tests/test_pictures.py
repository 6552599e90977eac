"""Pictures of a template: PNG for print whatever was uploaded, or a refusal that names the picture."""

import io

import pytest
from django.core.files.base import ContentFile
from django.utils.translation import override
from PIL import Image

from certificates.pictures import chosen, digests, keep, kept
from certificates.printable import CertificateTextError
from content.models import SiteImage

from .conftest import new_renditions

pytestmark = new_renditions
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" width="90" height="30"><rect width="90" height="30"/></svg>'


def encoded(mode, kind, size=(90, 30)):
    file = io.BytesIO()
    Image.new(mode, size).save(file, kind)
    return file.getvalue()


def uploaded(data, name="Підпис.png", size=(90, 30)):
    file = ContentFile(data, name=name)
    made = SiteImage.objects.create(title=name, file=file, width=size[0], height=size[1])
    return SiteImage.objects.get(pk=made.pk)


def test_a_template_without_pictures_has_none(template):
    assert chosen(template) == {}


@pytest.mark.parametrize(
    ("mode", "kind"), [("RGBA", "PNG"), ("RGB", "JPEG"), ("CMYK", "JPEG"), ("P", "GIF"), ("RGB", "WEBP")]
)
def test_a_picture_of_any_usual_kind_becomes_a_png(template, mode, kind):
    template.signature = uploaded(encoded(mode, kind), f"signature.{kind.lower()}")

    pictures = chosen(template)

    with Image.open(io.BytesIO(pictures["signature"])) as picture:
        assert (list(pictures), picture.format, picture.size) == (["signature"], "PNG", (90, 30))


def test_a_huge_picture_is_made_small_enough_for_print(template):
    template.logo = uploaded(encoded("RGB", "PNG", (3000, 900)), "logo.png", (3000, 900))

    with Image.open(io.BytesIO(chosen(template)["logo"])) as picture:
        assert picture.size == (1200, 360)


def replace_file(image, data):
    """What a damaged disk or a mistaken upload leaves behind the row."""
    image.file.storage.delete(image.file.name)
    image.file.storage.save(image.file.name, ContentFile(data))
    return SiteImage.objects.get(pk=image.pk)


@pytest.mark.parametrize("data", [b"", b"\x89PNG\r\n\x1a\nnothing", encoded("RGB", "JPEG")[:300]])
def test_a_damaged_picture_is_named(template, data):
    template.signature = replace_file(uploaded(encoded("RGB", "PNG")), data)

    with override("en"), pytest.raises(CertificateTextError) as refusal:
        chosen(template)

    assert refusal.value.field == "signature"
    assert str(refusal.value) == (
        "Picture of the signature: the picture “Підпис.png” cannot be read; choose a PNG or JPEG."
    )


def test_a_drawn_signature_cannot_be_printed_and_is_named(template):
    template.signature = uploaded(SVG, "Підпис.svg")

    with pytest.raises(CertificateTextError, match="Підпис.svg"):
        chosen(template)


def test_a_picture_whose_file_is_gone_is_named(template):
    template.logo = uploaded(encoded("RGB", "PNG"), "Знак.png")
    template.logo.file.storage.delete(template.logo.file.name)

    with pytest.raises(CertificateTextError, match="Знак.png") as refusal:
        chosen(template)

    assert refusal.value.field == "logo"


def test_what_is_kept_comes_back_by_its_digest(db):
    pictures = {"logo": b"one", "signature": b"two"}
    keep(pictures)
    keep(pictures)

    assert kept({"pictures": digests(pictures)}) == pictures
    assert kept({"pictures": {}}) == {}
