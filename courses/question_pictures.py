"""Pictures of questions: files within them on the way in and out, pictures of the school while the bank has them."""

import io
import re
from dataclasses import fields, is_dataclass, replace
from html import escape, unescape

from django.core.files.images import ImageFile
from wagtail.images import get_image_model

from .formats.pictures import picture
from .questions.values import File, Question

OWN = re.compile(r'<img\b[^>]*\bsrc="file:([\w.-]+)"[^>]*>')
SCHOOL = re.compile(r'<embed\b(?=[^>]*\bembedtype="image")[^>]*\bid="(\d+)"[^>]*>')
ANY = re.compile(rf"{OWN.pattern}|{SCHOOL.pattern}")
ALT = re.compile(r'\balt="([^"]*)"')


def kept_in_school(value, *, by):
    """``value`` whose own pictures are pictures of the school now."""
    images = {file.name: _image(file, by) for file in value.files if f"file:{file.name}" in repr(value)}

    def own(found):
        image = images.get(found[1])
        alt = ALT.search(found[0])
        if image is None:
            return ""
        return f'<embed alt="{alt[1] if alt else ""}" embedtype="image" format="fullwidth" id="{image.pk}"/>'

    return replace(_texts(value, lambda text: OWN.sub(own, text)), files=())


def _image(file, by):
    image = get_image_model()(title=file.name[:200], uploaded_by_user=by)
    image.file = ImageFile(io.BytesIO(file.content), name=file.name)
    image.save()
    return image


def with_pictures(values):
    """``values`` whose pictures of the school are files within them, as formats carry them; one query for all."""
    keys = {key for value in values for key in SCHOOL.findall(repr(value))}
    files = {str(key): _file(image) for key, image in get_image_model().objects.in_bulk(keys).items()}
    return [_with_files(value, files) for value in values]


def _with_files(value, files):
    taken = {}

    def school(found):
        file, alt = files.get(found[1]), ALT.search(found[0])
        if file is None:
            return ""
        taken[file.name] = file
        return f'<img alt="{escape(unescape(alt[1])) if alt else ""}" src="file:{file.name}"/>'

    changed = _texts(value, lambda text: SCHOOL.sub(school, text))
    return replace(changed, files=tuple(taken[name] for name in sorted(taken)))


def _file(image):
    """Named by its key, so that two pictures of one question never share a name."""
    try:
        with image.file.open() as file:
            found = picture(f"{image.pk}-{image.title}", file.read())
    except OSError:  # the file is gone from the store, its row is not
        return None
    return found and File(name=found.name, content=found.content)


def without_pictures(value):
    """``value`` with a mark where a picture stands, to see whether two questions are alike."""
    return replace(_texts(value, lambda text: ANY.sub("[]", text)), files=())


def _texts(value, change):
    """``value`` with ``change`` made to every text in it; files stay."""
    if isinstance(value, str) and not hasattr(value, "value"):
        return change(value)
    if isinstance(value, tuple):
        return tuple(_texts(part, change) for part in value)
    if is_dataclass(value) and not isinstance(value, File):
        names = [field.name for field in fields(value) if not (isinstance(value, Question) and field.name == "files")]
        return replace(value, **{name: _texts(getattr(value, name), change) for name in names})
    return value
