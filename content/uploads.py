"""What a file is, by its content: the name that came with it proves nothing. The only module that knows filetype."""

import filetype
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

MEGABYTE = 1024 * 1024
DOCUMENTS = {
    "application/pdf",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "application/vnd.oasis.opendocument.text",
}
TABLES = {
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "application/vnd.oasis.opendocument.spreadsheet",
}
SLIDES = {
    "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    "application/vnd.oasis.opendocument.presentation",
}
PICTURES = {"image/jpeg", "image/png"}


def media_type_of(upload, *, taken, megabytes, kinds):
    """The media type of ``upload``. Raises ``ValidationError`` for one not in ``taken``, which is called ``kinds``."""
    values = {"name": upload.name, "size": megabytes}
    if not upload.size:
        raise ValidationError(_("“%(name)s” is empty.") % values)
    if upload.size > megabytes * MEGABYTE:
        raise ValidationError(_("“%(name)s” is larger than %(size)s MB.") % values)
    upload.seek(0)
    found = filetype.guess_mime(upload.read(8192))
    upload.seek(0)
    if found not in taken:
        raise ValidationError(_("“%(name)s” is of another kind. Taken are: %(kinds)s.") % {**values, "kinds": kinds})
    return found
