"""A page as its checks see it: the blocks of its texts one after another, the links in them, and where links lead."""

from dataclasses import dataclass
from functools import cached_property

from bs4 import BeautifulSoup
from django.utils.html import strip_tags
from wagtail.fields import StreamField
from wagtail.models import Page
from wagtail.rich_text import RichText

from content.blocks import ReadingBlocks
from content.models import SiteDocument
from content.weight import media_bytes, reading_bytes

WORDS_A_MINUTE = 180  # silent reading of prose in a Slavic language, between 150 and 220
MEDIA = ("audio", "video")


@dataclass(frozen=True)
class Part:
    """A block: its type, which of its type on the page, and what it holds."""

    kind: str
    number: int
    block_id: str
    value: object


@dataclass(frozen=True)
class Link:
    """A link in a text: to a page or document by its key, or to an address."""

    part: Part
    text: str
    page: int | None = None
    document: int | None = None
    address: str = ""


def reading_fields(model):
    """The names of the fields of ``model`` that hold texts to read."""
    fields = (field for field in model._meta.get_fields() if isinstance(field, StreamField))
    return [field.name for field in fields if isinstance(field.stream_block, ReadingBlocks)]


class Reading:
    """What there is to read on ``page``, a draft or published: as it is in memory, nothing is fetched of the page."""

    def __init__(self, page):
        self.page = page
        self.blocks = [block for name in reading_fields(type(page)) for block in getattr(page, name)]
        self.parts = list(_numbered(self.blocks))

    def of(self, *kinds):
        return [part for part in self.parts if part.kind in kinds]

    @cached_property
    def words(self):
        """How many words are read; what is a recording's text is read instead of listening, and not counted."""
        texts = (
            text
            for block in self.blocks
            if block.block_type not in MEDIA
            for text in block.block.get_searchable_content(block.value)
        )
        return sum(len(strip_tags(str(text)).split()) for text in texts)

    @property
    def minutes(self):
        """About how long reading and listening takes."""
        media = sum(part.value.get("minutes") or 0 for part in self.of(*MEDIA))
        return max(1, round(self.words / WORDS_A_MINUTE)) + media

    @cached_property
    def bytes(self):
        """Zero if a key in a link is none: such a page cannot be drawn, and the check of links says so."""
        undrawable = any(0 in (link.page, link.document) for link in self.links)
        return 0 if undrawable else reading_bytes(self.blocks)

    @cached_property
    def media_bytes(self):
        return media_bytes(self.blocks)

    @cached_property
    def links(self):
        return [link for part in self.parts for html in _rich_texts(part) for link in _links(part, html)]

    @cached_property
    def linked_pages(self):
        """Pages by key, those that links name and that exist."""
        return Page.objects.in_bulk({link.page for link in self.links if link.page is not None})

    @cached_property
    def linked_documents(self):
        named = {link.document for link in self.links if link.document is not None}
        return set(SiteDocument.objects.filter(pk__in=named).values_list("pk", flat=True)) if named else set()


def _numbered(blocks):
    counts = {}
    for block in blocks:
        kind = block.block_type
        counts[kind] = counts.get(kind, 0) + 1
        yield Part(kind, counts[kind], block.id or "", block.value)


def _rich_texts(part):
    values = [part.value] if isinstance(part.value, RichText) else []
    if part.kind in MEDIA:
        values = [part.value.get("transcript")]
    return [value.source for value in values if value]


def _links(part, html):
    for tag in BeautifulSoup(html, "html.parser").find_all("a"):
        target = {}
        if tag.get("linktype") in ("page", "document"):
            target[tag["linktype"]] = _key(tag.get("id"))
        else:
            target["address"] = tag.get("href") or ""
        yield Link(part, " ".join(tag.get_text().split()), **target)


def _key(value):
    """A key that is none leads nowhere: no row has the key 0."""
    return int(value) if str(value).isdecimal() and len(str(value)) < 19 else 0
