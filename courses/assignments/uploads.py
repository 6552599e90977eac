"""Which files an assignment takes."""

from content.uploads import DOCUMENTS, PICTURES, TABLES, media_type_of
from courses.models import AssignmentPage

Kinds = AssignmentPage.FileKinds
TAKEN = {Kinds.DOCUMENTS: DOCUMENTS, Kinds.PICTURES: PICTURES, Kinds.ANY: DOCUMENTS | TABLES | PICTURES}


def content_type_of(upload, *, assignment):
    """The media type of ``upload``. Raises ``ValidationError`` for what ``assignment`` does not take."""
    kinds = assignment.get_file_kinds_display()
    taken, megabytes = TAKEN[assignment.file_kinds], assignment.max_megabytes
    return media_type_of(upload, taken=taken, megabytes=megabytes, kinds=kinds)
