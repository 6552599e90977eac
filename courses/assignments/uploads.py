"""What a file is, by its content: the name that came with it proves nothing. The only module that knows filetype."""

import filetype
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from courses.models import AssignmentPage

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
PICTURES = {"image/jpeg", "image/png"}
Kinds = AssignmentPage.FileKinds
TAKEN = {Kinds.DOCUMENTS: DOCUMENTS, Kinds.PICTURES: PICTURES, Kinds.ANY: DOCUMENTS | TABLES | PICTURES}


def content_type_of(upload, *, assignment):
    """The media type of ``upload``. Raises ``ValidationError`` for what ``assignment`` does not take."""
    values = {"name": upload.name, "size": assignment.max_megabytes}
    if not upload.size:
        raise ValidationError(_("“%(name)s” is empty.") % values)
    if upload.size > assignment.max_megabytes * MEGABYTE:
        raise ValidationError(_("“%(name)s” is larger than %(size)s MB.") % values)
    upload.seek(0)
    found = filetype.guess_mime(upload.read(8192))
    upload.seek(0)
    if found not in TAKEN[assignment.file_kinds]:
        kinds = assignment.get_file_kinds_display()
        raise ValidationError(_("“%(name)s” is of another kind. Taken are: %(kinds)s.") % {**values, "kinds": kinds})
    return found
