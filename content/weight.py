"""How much data reading takes: readers on a thin line know before they open a page, editors before they publish."""

import gzip

from django.db.models import prefetch_related_objects
from wagtail.images.models import Filter

PAGE_AROUND = 3_000  # bytes of header, path and footer, compressed; the style sheet comes once for the whole school
PICTURE = Filter("width-720|format-webp|webpquality-60")  # of ``blocks/image.html``, for a phone with a dense screen
FILES = {"audio": ["file"], "video": ["small", "better", "sound", "captions"], "file": ["document"]}


def reading_bytes(blocks):
    """Bytes to read these blocks: their text as it travels and their pictures, no sound, video or files.

    A picture whose file is missing weighs nothing: the page shows it as missing, too.
    """
    blocks = list(blocks)
    text = "".join(_text(block) for block in blocks if block.block_type != "image")
    pictures = [block.value["image"] for block in blocks if block.block_type == "image" and block.value["image"]]
    prefetch_related_objects(pictures, "renditions")
    return PAGE_AROUND + len(gzip.compress(text.encode())) + sum(map(_picture_bytes, pictures))


def media_bytes(blocks):
    """Bytes of the files that readers may fetch besides: of a video each of its sizes, as they choose one."""
    files = [block.value.get(name) for block in blocks for name in FILES.get(block.block_type, [])]
    return sum(file.get_file_size() or 0 for file in files if file)


def _text(block):
    """As it travels; prose as it is kept, so that no link is looked up: its address weighs as little as its key."""
    return block.value.source if block.block_type == "text" else str(block)


def _picture_bytes(image):
    try:
        if image.is_svg():
            return image.file.size
        if (drawn := image.find_existing_renditions(PICTURE).get(PICTURE)) is not None:
            return drawn.file.size
        with image.generate_rendition_file(PICTURE) as drawn:
            return drawn.size
    except OSError:
        return 0
