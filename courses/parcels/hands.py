"""What becomes of texts, pictures and documents on their way: keys of this school, numbers within the file.

In a file a link leads to ``page:3`` or ``document:2``, a picture is ``file:image-4``: numbers as the file counts.
"""

import re
from html import escape, unescape

from django.utils.translation import gettext as _
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Page

from content.sanitizing import sanitized
from courses.question_pictures import SCHOOL
from courses.questions.markup import ALT

INNER = re.compile(r"#[\w-]+|(?:page|document):\d{1,6}")
KEPT = re.compile(r"""<a\b(?=[^>]*\blinktype="(page|document)")(?=[^>]*\bid="(\d{1,18})")[^>]*>""")
SENT = re.compile(r'<a href="(page|document):(\d+)">')
PICTURE = re.compile(r'<img\b[^>]*\bsrc="file:image-(\d{1,6})"[^>]*/>')
FOREIGN = re.compile(r"<img\b[^>]*>")


class Hand:
    """Collects what is told of the way, by the place it happened at."""

    wraps = False

    def __init__(self):
        self.place, self.problems = "", []

    def trouble(self, why):
        self.problems.append((self.place, str(why)))


class Packing(Hand):
    """From the school into a file. ``pages``: number of each page that goes with it, by key.

    ``images`` and ``documents`` are those met on the way, in that order; the place in it is the number.
    """

    def __init__(self, pages):
        super().__init__()
        self.pages = pages
        self.images, self.documents = {}, {}

    def html(self, source):
        source = KEPT.sub(lambda found: self._link(found[1], int(found[2])), source)
        return sanitized(SCHOOL.sub(self._picture, source), inner=INNER)

    def image(self, key):
        return self._number(key, get_image_model(), self.images, _("A picture is gone and not in the file."))

    def document(self, key):
        return self._number(key, get_document_model(), self.documents, _("A document is gone and not in the file."))

    def _number(self, key, model, met, gone):
        if key is None:
            return None
        if key not in met:
            row = model.objects.filter(pk=key).first()
            if row is None or not row.file.storage.exists(row.file.name):
                self.trouble(gone)
                return None
            met[key] = row
        return list(met).index(key)

    def _link(self, kind, key):
        if kind == "document":
            number = self.document(key)
            return "<a>" if number is None else f'<a href="document:{number}">'
        if key in self.pages:
            return f'<a href="page:{self.pages[key]}">'
        page = Page.objects.filter(pk=key).first()
        self.trouble(_("A link leads out of the course. In the file it is a plain address."))
        address = page and page.full_url
        return f'<a href="{escape(address)}">' if address else "<a>"

    def _picture(self, found):
        number = self.image(int(found[1]))
        return "" if number is None else f'<img alt="{_alt(found[0])}" src="file:image-{number}"/>'


class Unpacking(Hand):
    """From a file into the school. The lists hold a key for each number of the file; None for what was left out."""

    wraps = True

    def __init__(self, *, images, documents, pages=()):
        super().__init__()
        self.images, self.documents, self.pages = images, documents, pages

    def html(self, source):
        text = SENT.sub(self._link, sanitized(source, inner=INNER))
        return FOREIGN.sub("", PICTURE.sub(self._picture, text))

    def image(self, number):
        return _at(self.images, number)

    def document(self, number):
        return _at(self.documents, number)

    def _link(self, found):
        kind, number = found[1], int(found[2])
        key = _at(self.pages if kind == "page" else self.documents, number)
        return "<a>" if key is None else f'<a id="{key}" linktype="{kind}">'

    def _picture(self, found):
        key = self.image(int(found[1]))
        return "" if key is None else f'<embed alt="{_alt(found[0])}" embedtype="image" format="fullwidth" id="{key}"/>'


def _alt(tag):
    found = ALT.search(tag)
    return escape(unescape(found[1] or found[2] or "")) if found else ""


def _at(keys, number):
    return keys[number] if number is not None and 0 <= number < len(keys) else None
