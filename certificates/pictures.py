"""Pictures of a certificate: chosen for a template now, frozen for what is issued."""

import hashlib

from .artwork import picture
from .exceptions import CertificateTextError
from .models import FrozenPicture

FIELDS = ("logo", "signature", "signature_2", "signature_3")  # of a template
FOR_PRINT = "max-1200x600|format-png"


def chosen(template):
    """The PNG bytes of the pictures a template has now, by field. Raises ``CertificateTextError``, in words."""
    images = {field: getattr(template, field) for field in FIELDS}
    return {field: _png(image, field=field) for field, image in images.items() if image is not None}


def _png(image, *, field):
    try:
        with image.get_rendition(FOR_PRINT).file.open("rb") as file:
            png = file.read()
    except (OSError, ValueError) as error:
        raise CertificateTextError(field, "unreadable", picture=image.title) from error
    picture(png, field=field)
    return png


def digests(pictures):
    """What a statement keeps of its pictures."""
    return {field: hashlib.sha256(png).hexdigest() for field, png in pictures.items()}


def keep(pictures):
    """Freeze the pictures; those of earlier certificates are there already."""
    for field, digest in digests(pictures).items():
        FrozenPicture.objects.get_or_create(sha256=digest, defaults={"png": pictures[field]})


def kept(statement):
    """The PNG bytes a frozen statement stands on, by field."""
    wanted = statement.get("pictures", {})
    rows = FrozenPicture.objects.in_bulk(list(wanted.values()))
    return {field: bytes(rows[digest].png) for field, digest in wanted.items()}
