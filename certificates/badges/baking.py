"""A credential inside a picture, as Open Badges bakes it, and out again; nothing of a stranger's picture is drawn.

PNG: one uncompressed ``iTXt`` chunk, so no chunk is ever unpacked. SVG: an element, read without entities.
"""

import struct
import zlib
from xml.etree.ElementTree import ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring

from . import artwork

KEYWORD = "openbadgecredential"
NAMESPACE = "https://purl.imsglobal.org/ob/v3p0"
PNG = b"\x89PNG\r\n\x1a\n"
UNCOMPRESSED = b"\0\0"  # the flag, and the method


def baked_png(document, statement):
    return artwork.png(*artwork.look_of(statement), text=document, keyword=KEYWORD)


def baked_svg(document, statement):
    """JSON may write any character as its number, so that no name can end the section that holds it."""
    root, section = f' xmlns:openbadges="{NAMESPACE}"', document.replace("]]>", "]]\\u003e")
    first = f"<openbadges:credential><![CDATA[{section}]]></openbadges:credential>"
    return artwork.svg(*artwork.look_of(statement), attributes=root, first=first).encode()


def from_png(data):
    """The text in a PNG, or "": it is damaged, or no badge."""
    place = len(PNG)
    while chunk := _chunk(data, place):
        kind, body = chunk
        if kind == b"iTXt" and body.startswith(KEYWORD.encode() + b"\0" + UNCOMPRESSED):
            _language, _zero, rest = body[len(KEYWORD) + 3 :].partition(b"\0")
            return rest.partition(b"\0")[2].decode("utf-8", "replace")
        place += len(body) + 12
    return ""


def _chunk(data, place):
    """The kind and the bytes of the chunk that begins at ``place``; None where there is none whole and undamaged."""
    if len(data) < place + 12:
        return None
    (length,) = struct.unpack_from(">I", data, place)
    kind, body = data[place + 4 : place + 8], data[place + 8 : place + 8 + length]
    check = data[place + 8 + length : place + 12 + length]
    return (kind, body) if check == struct.pack(">I", zlib.crc32(kind + body)) else None


def from_svg(data):
    """The text in an SVG, or "": a document inside the element, or a token as its attribute."""
    try:
        found = fromstring(data, forbid_dtd=True).find(f".//{{{NAMESPACE}}}credential")
    except (ParseError, DefusedXmlException, ValueError, LookupError):
        return ""
    return "" if found is None else (found.get("verify") or found.text or "")
