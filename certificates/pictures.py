"""Pictures of a certificate: chosen for a template now, frozen for what is issued."""

import hashlib

from django.core.exceptions import ValidationError

from content.svg import check_svg, is_light

from .artwork import bears, drawn_in_words, is_svg, picture
from .exceptions import CertificateTextError
from .models import LOGOS, SIGNATORIES, FrozenPicture

SIGNATURES = tuple(f"signature{end}" for end in SIGNATORIES)
FIELDS = (*LOGOS, "seal", *SIGNATURES, "background")  # of a template
DRAWN = (*LOGOS, "seal", "background")  # where an SVG may stand as well
TOLD = (*LOGOS, "seal")  # what they show is told to who cannot see it
FOR_PRINT = "max-1200x600|format-png"
WHOLE_PAGE = "max-1754x1754|bgcolor-ffffff|format-jpeg|jpegquality-80"  # 150 dots an inch of A4
LEAST = 1400, 990  # pixels of a background, the long side first
LARGEST_SVG = 300_000  # bytes: drawn on every certificate


def chosen(template):
    """The bytes of the pictures a template has now, by field. Raises ``CertificateTextError``, in words."""
    images = {field: getattr(template, field) for field in FIELDS if getattr(template, f"{field}_id")}
    return {field: _read(image, field=field) for field, image in images.items()}


def _read(image, *, field):
    if image.is_svg() and field in DRAWN:
        return _svg(image, field=field)
    if field == "background":
        _large_enough(image)
    try:
        with image.get_rendition(WHOLE_PAGE if field == "background" else FOR_PRINT).file.open("rb") as file:
            data = file.read()
    except (OSError, ValueError) as error:
        raise CertificateTextError(field, "unreadable", picture=image.title) from error
    picture(data, field=field)
    return data


def _large_enough(image):
    sides = max(image.width, image.height), min(image.width, image.height)
    if sides[0] < LEAST[0] or sides[1] < LEAST[1]:
        size = {"width": image.width, "height": image.height}
        raise CertificateTextError("background", "too_small", **size, long=LEAST[0], short=LEAST[1])


def _svg(image, *, field):
    """As it was uploaded, checked once more: it may be older than the check of uploads."""
    try:
        with image.open_file() as source:
            data = source.read()
            source.seek(0)
            check_svg(source)
            source.seek(0)
            light = is_light(source)
    except OSError as error:
        raise CertificateTextError(field, "unreadable", picture=image.title) from error
    except ValidationError as error:
        raise CertificateTextError(field, "not_still", picture=image.title) from error
    if len(data) > LARGEST_SVG:
        raise CertificateTextError(field, "svg_too_large", picture=image.title, limit=LARGEST_SVG // 1000)
    if not light:
        raise CertificateTextError(field, "svg_heavy", picture=image.title)
    if not is_svg(data):
        raise CertificateTextError(field, "not_svg")
    if drawn_in_words(data):
        raise CertificateTextError(field, "svg_text", picture=image.title)
    picture(data, field=field)
    return data


def alternatives(template):
    """What the logos and the seal show, by field, in the words of whoever uploaded them."""
    images = {field: getattr(template, field) for field in TOLD if getattr(template, f"{field}_id")}
    return {field: image.default_alt_text for field, image in images.items()}


def needs_panel(pictures, statement):
    """Whether the words need a white panel: their background is not pale enough for each of their colours."""
    background = pictures.get("background")
    return background is not None and not bears(background, statement["accent"])


def digests(pictures):
    """What a statement keeps of its pictures."""
    return {field: hashlib.sha256(data).hexdigest() for field, data in pictures.items()}


def keep(pictures):
    """Freeze the pictures; those of earlier certificates are there already, and are not read again."""
    missing = dict(zip(digests(pictures).values(), pictures.values(), strict=True))
    for digest in FrozenPicture.objects.filter(sha256__in=list(missing)).values_list("sha256", flat=True):
        del missing[digest]
    rows = [FrozenPicture(sha256=digest, data=data) for digest, data in missing.items()]
    FrozenPicture.objects.bulk_create(rows, ignore_conflicts=True)  # another worker may freeze them at this moment


def kept(statement):
    """The bytes a frozen statement stands on, by field."""
    wanted = statement.get("pictures", {})
    rows = FrozenPicture.objects.in_bulk(list(wanted.values()))
    return {field: bytes(rows[digest].data) for field, digest in wanted.items()}
