"""Reads the demo school's text (TOML beside this module) into what StreamFields take."""

import json
import tomllib
from pathlib import Path

from django.core.files import File
from wagtail.models import Collection

from content.models import SiteDocument, SiteImage

HERE = Path(__file__).parent
CREDIT = "Малюнок школи, CC BY 4.0"


def read(*parts):
    """The table in one TOML file."""
    return tomllib.loads(HERE.joinpath(*parts).read_text(encoding="utf-8"))


def folders(*parts):
    """Sub-folders in the order of their names."""
    return sorted(path for path in HERE.joinpath(*parts).iterdir() if path.is_dir())


def event_rows():
    """(kind, table) of every event, in the order of the files."""
    return [(path.stem, row) for path in sorted((HERE / "events").glob("*.toml")) for row in read(path)["event"]]


def slug_of(path):
    """``02-yak-chytaty`` → ``yak-chytaty``: the number is only for order."""
    return path.stem.split("-", 1)[1]


def stream(blocks):
    """Raw StreamField JSON for ``[[body]]`` entries; files and pictures are stored on the way."""
    return json.dumps([{"type": block["type"], "value": raw_value(block)} for block in blocks])


def raw_value(block):
    value = block["value"]
    match block["type"]:
        case "table":
            return {
                "caption": value.get("caption", ""),
                "columns": [{"type": "text", "heading": heading} for heading in value["head"]],
                "rows": [{"values": row} for row in value["rows"]],
            }
        case "file":
            return {"title": value["title"], "document": document(value["file"], title=value["title"]).pk}
        case "image":
            title = value.get("title") or value.get("caption") or value["file"]
            picture = image(value["file"], title=title, credit=value.get("credit", CREDIT))
            return {"image": picture.pk, "alt": value["alt"], "caption": value.get("caption", "")}
    return value


def document(name, *, title):
    """The stored document of that name, stored once."""
    if known := SiteDocument.objects.filter(title=title).first():
        return known
    with (HERE / "files" / name).open("rb") as source:
        made = SiteDocument(title=title, collection=Collection.get_first_root_node())
        made.file.save(name, File(source))
        made._set_document_file_metadata()
        made.file.close()
        made.save()
        return made


def image(name, *, title, credit):
    """The stored picture of that name, stored once."""
    if known := SiteImage.objects.filter(title=title).first():
        return known
    with (HERE / "images" / name).open("rb") as source:
        return SiteImage.objects.create(
            title=title, credit=credit, file=File(source, name=name), collection=Collection.get_first_root_node()
        )
