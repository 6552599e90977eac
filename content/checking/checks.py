"""The checks of texts: pictures, recordings, headings, links, weight. Each takes a reading and yields what it finds."""

import re
from pathlib import PurePath
from urllib.parse import urlsplit

from django.conf import settings

from content.weight import FILES

from . import kinds  # noqa: F401 -- declares what is found here
from .findings import Finding, in_block, quoted
from .own_addresses import leads_somewhere
from .registry import check

FILE_NAME = re.compile(r"\S+\.(jpe?g|png|gif|webp|avif|svg|heic)|(img|dsc|image|photo|зображення)[-_ ]?\d+", re.I)
LICENCE = re.compile(
    r"\bcc\b|\bcc[- ]?(by|0)|creative commons|licen[cs]|ліценз|public domain|суспільн\w* надбанн|надбання|©|\(c\)"
    r"|власн|\bown\b|дозв[оі]л|permission|rights|права",
    re.I,
)
SAYS_NOTHING = {"тут", "тут.", "сюди", "ось", "посилання", "за посиланням", "натисніть", "детальніше", "докладніше"}
SAYS_NOTHING |= {"читати далі", "here", "click here", "link", "more", "read more"}
MOST_WORDS_OF_A_HEADING = 8
LONG = 400  # words
AIMED_BYTES = 60_000  # of a page without media
MOST_BYTES = 100_000


@check()
def images(reading):
    for part in reading.of("image"):
        image, alt = part.value["image"], (part.value["alt"] or "").strip()
        if not image:
            yield in_block("image-missing", part)
            continue
        if not alt:
            yield in_block("image-alt", part)
        elif FILE_NAME.fullmatch(alt) or alt == PurePath(image.file.name).name:
            yield in_block("image-alt-name", part, text=quoted(alt))
        elif alt.casefold() == (part.value["caption"] or "").strip().casefold():
            yield in_block("image-alt-caption", part)
        if not image.credit.strip():
            yield in_block("image-credit", part, title=quoted(image.title))
        elif not LICENCE.search(image.credit):
            yield in_block("image-licence", part, credit=quoted(image.credit))


@check()
def files(reading):
    """A file that was chosen and deleted looks like one that was never chosen; a video may live elsewhere."""
    for part in reading.of("audio", "file"):
        if not all(part.value.get(name) for name in FILES[part.kind]):
            yield in_block("file-missing", part)
    for part in reading.of("video"):
        if not any(part.value.get(name) for name in ("small", "better", "external_url")):
            yield in_block("file-missing", part)


@check()
def recordings(reading):
    for part in reading.of("audio", "video"):
        title, text = quoted(part.value["title"]), _written(part.value["transcript"])
        captions = part.value.get("captions")
        if part.kind == "audio" and not text:
            yield in_block("audio-text", part, title=title)
        if part.kind == "video" and not (text or captions):
            yield in_block("video-text", part, title=title)
        if captions and captions.file_extension.lower() != "vtt":
            yield in_block("captions-kind", part, title=title)
        if part.value.get("better") and not part.value.get("small"):
            yield in_block("video-small", part, title=title)


@check()
def headings(reading):
    """Recordings are shown with a heading of a section, so parts may follow them, too."""
    section, seen = False, set()
    for part in reading.of("heading", "audio", "video"):
        if part.kind != "heading":
            section = True
            continue
        text, known = quoted(part.value["text"] or ""), (part.value["text"] or "").strip().casefold()
        if not known:
            yield in_block("heading-empty", part)
            continue
        if part.value["level"] == "h3" and not section:
            yield in_block("heading-jump", part, text=text)
        section = section or part.value["level"] == "h2"
        if len(known.split()) > MOST_WORDS_OF_A_HEADING:
            yield in_block("heading-long", part, text=text)
        if known in seen:
            yield in_block("heading-twice", part, text=text)
        seen.add(known)
    if not seen and reading.words > LONG:
        yield Finding("heading-none", {"words": reading.words})


@check()
def links(reading):
    for link in reading.links:
        text = quoted(link.text)
        if link.page is not None:
            page = reading.linked_pages.get(link.page)
            if page is None:
                yield in_block("link-page-gone", link.part, text=text)
            elif not page.live:
                yield in_block("link-page-hidden", link.part, text=text)  # its title may be nobody’s here to know
        elif link.document is not None:
            if link.document not in reading.linked_documents:
                yield in_block("link-document-gone", link.part, text=text)
        elif not link.address or link.address == "#":
            yield in_block("link-nowhere", link.part, text=text)
        elif _is_ours(link.address):
            code = "link-by-hand" if leads_somewhere(link.address) else "link-address-gone"
            yield in_block(code, link.part, text=text)
        if link.text.casefold() in SAYS_NOTHING:
            yield in_block("link-words", link.part, text=text)


@check()
def weight(reading):
    if reading.bytes > MOST_BYTES:
        yield Finding("weight-over", {"size": reading.bytes, "most": MOST_BYTES})
    elif reading.bytes > AIMED_BYTES:
        yield Finding("weight-near", {"size": reading.bytes, "most": AIMED_BYTES})


def _written(text):
    return bool(text) and bool(re.sub(r"<[^>]*>|&nbsp;", "", text.source).strip())


def _is_ours(address):
    try:
        host = urlsplit(address).netloc
    except ValueError:
        return False
    return address.startswith("/") if not host else host == urlsplit(settings.SITE_URL).netloc
