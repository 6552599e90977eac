"""Lessons in memory, to be read and checked."""

import io
import json

from django.core.files.base import ContentFile
from PIL import Image as Picture

from content.checking.registry import examine
from content.models import SiteDocument, SiteImage
from courses.models import LessonPage

CREDIT = "Ірина Мак, CC BY 4.0"


def lesson_of(*blocks, **fields):
    """A lesson that is nowhere in the tree, of (type, value)."""
    body = [{"type": kind, "value": value, "id": f"00000000-{number}"} for number, (kind, value) in enumerate(blocks)]
    return LessonPage(**{"title": "Урок", "minutes": 1, "body": json.dumps(body), **fields})


def found_in(*blocks, **fields):
    """The codes of what is found."""
    return [finding.code for finding in examine(lesson_of(*blocks, **fields))[1]]


def heading(text, level="h2"):
    return "heading", {"text": text, "level": level}


def text(html):
    return "text", html


def image(pk, alt="Схема бюджету", caption=""):
    return "image", {"image": pk, "alt": alt, "caption": caption}


def video(**fields):
    empty = dict.fromkeys(["minutes", "small", "better", "sound", "captions"])
    return "video", {"title": "Слухання", "transcript": "", "external_url": "", **empty, **fields}


def audio(file, transcript="<p>Слова.</p>"):
    return "audio", {"title": "Подкаст", "minutes": None, "file": file, "transcript": transcript}


def make_image(*, credit=CREDIT, title="Схема", name="skhema.png"):
    data = io.BytesIO()
    Picture.new("RGB", (8, 8)).save(data, "PNG")
    return SiteImage.objects.create(title=title, credit=credit, file=ContentFile(data.getvalue(), name=name))


def make_document(name="zapys.mp4", size=9):
    return SiteDocument.objects.create(title=name, file=ContentFile(b"x" * size, name=name), file_size=size)
