"""The file of a course, from somebody else: judged before it is unpacked, read into plain values, nothing trusted."""

import io
import json
import re
import zipfile
from dataclasses import dataclass, field

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.translation import gettext as _
from wagtail.images.fields import WagtailImageField

from content.archives import BROKEN, grows_too_large
from content.sanitizing import printable
from content.svg import check_svg
from courses.exceptions import ParcelRefused
from courses.models import LessonPage

from .packing import FORMAT, LARGEST, MANIFEST, VERSION
from .rows import KINDS, STEPS

MOST_PARTS = 3_000
LARGEST_MANIFEST = 30 * 1024 * 1024
MOST = {"pages": 1_000, "questions": 5_000, "shelves": 500, "images": 2_000, "documents": 1_000}
LONGEST_NAME = 120  # of a shelf
PART = re.compile(r"(images|documents)/\d{4}\.([a-z0-9]{2,5})")


@dataclass
class Parcel:
    """What a file says, in lists of dictionaries whose numbers are within range; the values in them are as they came.

    ``parents``: for each page the number of the one above it. ``problems``: (place, why) of what is left out.
    """

    archive: zipfile.ZipFile
    pages: list
    parents: list
    questions: list
    shelves: list
    images: list
    documents: list
    topic: dict
    problems: list = field(default_factory=list)

    def image(self, number):
        """The file of a picture, looked at; raises ``ValidationError``."""
        about = self.images[number]
        upload = self._upload(about, "images", settings.WAGTAILIMAGES_MAX_UPLOAD_SIZE)
        cleaned = WagtailImageField().clean(upload)
        if upload.name.endswith(".svg"):
            check_svg(io.BytesIO(upload.read()))
        upload.seek(0)
        return cleaned

    def document(self, number):
        """The file of a document of a kind that the school takes; raises ``ValidationError``."""
        about = self.documents[number]
        upload = self._upload(about, "documents", settings.WAGTAILDOCS_MAX_UPLOAD_SIZE)
        if upload.name.rpartition(".")[2] not in settings.WAGTAILDOCS_EXTENSIONS:
            raise ValidationError(_("Files of this kind are not taken."))
        return upload

    def _upload(self, about, folder, largest):
        name = PART.fullmatch(str(about.get("file")))
        if name is None or name[1] != folder:
            raise ValidationError(_("It names no file."))
        try:
            if self.archive.getinfo(name[0]).file_size > largest:
                raise ValidationError(_("It is too large."))
            return SimpleUploadedFile(name[0].rpartition("/")[2], self.archive.read(name[0]))
        except (KeyError, *BROKEN) as trouble:
            raise ValidationError(_("Its file is missing or damaged.")) from trouble


def read(file):
    """The parcel in ``file``, which stays open as long as it is used. Raises ``ParcelRefused``."""
    try:
        if grows_too_large(file, most_unpacked=2 * LARGEST, most_parts=MOST_PARTS):
            raise ParcelRefused(_("The file would unpack to more than a course ever is. It is not unpacked."))
        archive = zipfile.ZipFile(file)
        if archive.getinfo(MANIFEST).file_size > LARGEST_MANIFEST:
            raise ParcelRefused(_("The file would unpack to more than a course ever is. It is not unpacked."))
        text = archive.read(MANIFEST)
    except KeyError:
        raise ParcelRefused(_("This is an archive, but no course: “course.json” is missing in it.")) from None
    except BROKEN as trouble:
        raise ParcelRefused(
            _("This is no file of a course, or it is damaged. Take it from the school anew.")
        ) from trouble
    return _parcel(archive, _manifest(text))


def _manifest(text):
    try:
        manifest = json.loads(text, parse_constant=_no_number)
    except (ValueError, RecursionError) as trouble:
        raise ParcelRefused(_("“course.json” in the file cannot be read.")) from trouble
    if not isinstance(manifest, dict) or manifest.get("format") != FORMAT:
        raise ParcelRefused(_("This is an archive, but not of a course."))
    if manifest.get("version") != VERSION:
        raise ParcelRefused(_("The file is of a newer kind than this school knows. Update the school first."))
    return manifest


def _no_number(name):
    raise ValueError(name)


def _parcel(archive, manifest):
    found = {name: _rows(manifest, name) for name in ("pages", "questions", "images", "documents")}
    shelves = [_path(path) for path in _rows(manifest, "shelves", of=list)]
    for question in found["questions"]:
        if not _is_number(question.get("shelf"), shelves):
            raise ParcelRefused(_("A question stands on a shelf that the file does not have."))
    topic = manifest.get("topic")
    return Parcel(
        archive,
        parents=_parents(found["pages"]),
        shelves=shelves,
        topic=topic if isinstance(topic, dict) else {},
        **found,
    )


def _rows(manifest, name, *, of=dict):
    rows = manifest.get(name, [])
    if not isinstance(rows, list) or not all(isinstance(row, of) for row in rows):
        raise ParcelRefused(_("“%(name)s” in the file is not what it should be.") % {"name": name})
    if len(rows) > MOST[name]:
        words = _("The file has more than %(number)d of “%(name)s”.")
        raise ParcelRefused(words % {"number": MOST[name], "name": name})
    return rows


def _path(names):
    path = tuple(printable(name)[:LONGEST_NAME].strip() for name in names if isinstance(name, str))
    if not 0 < len(path) <= 20 or not all(path) or len(path) != len(names):
        raise ParcelRefused(_("A shelf of questions in the file has no name."))
    return path


def _parents(pages):
    """The pages come as one reads them: the course, then each module with its steps."""
    kinds = [page.get("kind") for page in pages]
    if kinds[:1] != ["course"] or not all(isinstance(page.get("values"), dict) for page in pages):
        raise ParcelRefused(_("The file does not begin with a course."))
    parents, module = [None], None
    for number, kind in enumerate(kinds[1:], 1):
        if kind == "module":
            module = number
        if kind != "module" and (kind not in STEPS or module is None):
            words = _("“%(title)s” is no module, or stands in none.")
            raise ParcelRefused(words % {"title": title_of(pages[number])})
        parents.append(0 if kind == "module" else module)
    return parents


def title_of(page):
    """The title of a page of the file, or what it is."""
    title = page["values"].get("title") if isinstance(page.get("values"), dict) else ""
    title = printable(title)[:255].strip() if isinstance(title, str) else ""
    return title or str(KINDS.get(str(page.get("kind")), LessonPage)._meta.verbose_name)


def _is_number(value, rows):
    return isinstance(value, int) and not isinstance(value, bool) and 0 <= value < len(rows)
