"""A course becomes a file: a manifest in JSON and what its pages show. The same course makes the same bytes."""

import hashlib
import json
import shutil
import tempfile
import zipfile
from dataclasses import dataclass
from pathlib import PurePath

from django.utils.translation import gettext as _
from wagtail.log_actions import log

from courses.exceptions import ParcelRefused
from courses.models import AssignmentPage, CoursePage, QuizPage

from .hands import Packing
from .rows import KINDS, values_of
from .shelves import Shelves

FORMAT, VERSION = "school course", 1
MANIFEST = "course.json"
LARGEST = 180 * 1024 * 1024  # bytes; what a proxy lets through elsewhere, too
FOCUS = ("x", "y", "width", "height")
BEGAN = (1980, 1, 1, 0, 0, 0)  # the moment of every part, so that equal courses make equal files


@dataclass
class Packed:
    """A course ready for its file. ``media``: (name of the part, the file's row); ``problems``: (place, why)."""

    course: CoursePage
    manifest: dict
    media: list
    problems: list

    @property
    def size(self):
        """Bytes of what it shows; the manifest is small beside it."""
        return sum(row.get_file_size() or 0 for _name, row in self.media)


def packed(course, *, by):
    """``course`` as editors see it now, also what is not published yet. Raises ``ParcelRefused``."""
    pages = [row for row in course.get_descendants(inclusive=True).specific() if isinstance(row, tuple(KINDS.values()))]
    hand = Packing({page.pk: number for number, page in enumerate(pages)})
    drafts = [page.get_latest_revision_as_object() for page in pages]
    quizzes = [page for page in drafts if isinstance(page, QuizPage)]
    shelves = Shelves(course, [draw for quiz in quizzes for draw in quiz.draws.all()], by=by)
    manifest = {
        "format": FORMAT,
        "version": VERSION,
        "pages": [_page(draft, hand, shelves) for draft in drafts],
        "topic": _topic(drafts[0].topic),
        "shelves": shelves.names,
        "questions": [_question(question, hand, shelves) for question in shelves.questions],
    }
    images = [_media("images", number, row) for number, row in enumerate(hand.images.values())]
    documents = [_media("documents", number, row) for number, row in enumerate(hand.documents.values())]
    manifest |= {
        "images": [_about(name, row, "credit", "description") | {"focus": _focus(row)} for name, row in images],
        "documents": [_about(name, row) for name, row in documents],
    }
    found = Packed(course, manifest, [*images, *documents], hand.problems)
    if found.size > LARGEST:
        words = _("The files of this course make %(size)d MB; %(most)d MB fit. Link to the largest videos instead.")
        raise ParcelRefused(words % {"size": found.size // 1024**2, "most": LARGEST // 1024**2})
    return found


def write(found, *, by):
    """The file, open at its beginning; it is gone when it is closed. The log of the course says who took it."""
    file, digest = tempfile.TemporaryFile(), hashlib.sha256()  # noqa: SIM115 -- whoever sends it closes it
    with zipfile.ZipFile(file, "w") as archive:
        text = json.dumps(found.manifest, ensure_ascii=False, indent=1, sort_keys=True)
        archive.writestr(_part(MANIFEST, packing=zipfile.ZIP_DEFLATED), text)
        for name, row in found.media:
            with row.file.storage.open(row.file.name) as source, archive.open(_part(name), "w") as target:
                shutil.copyfileobj(source, target)
    file.seek(0)
    while chunk := file.read(1024**2):
        digest.update(chunk)
    file.seek(0)
    log(found.course, "courses.parcel.give", user=by, data={"sha256": digest.hexdigest()})
    return file


def _part(name, *, packing=zipfile.ZIP_STORED):
    part = zipfile.ZipInfo(name, date_time=BEGAN)
    part.compress_type, part.create_system, part.external_attr = packing, 3, 0o600 << 16
    return part


def _page(page, hand, shelves):
    kind = next(kind for kind, model in KINDS.items() if isinstance(page, model))
    hand.place = page.title
    found = {"kind": kind, "values": values_of(page, hand)}
    if isinstance(page, QuizPage):
        before = hand.pages.get(page.pre_test_id)
        if page.pre_test_id and before is None:
            hand.trouble(_("The test before it is in another course, and not in the file."))
        found |= {"before": before, "draws": [_draw(draw, shelves) for draw in page.draws.all()]}
    if isinstance(page, AssignmentPage):
        rubric = [(one, list(one.levels.all())) for one in page.criteria.all()]
        found["criteria"] = [
            values_of(one, hand) | {"levels": [values_of(level, hand) for level in levels]} for one, levels in rubric
        ]
    return found


def _draw(draw, shelves):
    if draw.question_id:
        keys = [question.pk for question in shelves.questions]
        return {"question": keys.index(draw.question_id)}
    return {"shelf": shelves.names.index(shelves.paths[draw.category_id]), "number": draw.number}


def _question(question, hand, shelves):
    hand.place = str(question)
    return {
        "values": values_of(question, hand),
        "shelf": shelves.names.index(shelves.paths[question.category_id]),
        "tags": sorted(tag.name for tag in question.tags.all()),
    }


def _topic(topic):
    return topic and {"slug": topic.slug, "name": topic.name, "name_en": topic.name_en}


def _media(folder, number, row):
    return f"{folder}/{number:04}{PurePath(row.file.name).suffix.lower()}", row


def _about(name, row, *fields):
    return {"file": name, **{field: getattr(row, field) for field in ("title", *fields)}}


def _focus(image):
    return [getattr(image, f"focal_point_{name}") for name in FOCUS] if image.has_focal_point() else None
