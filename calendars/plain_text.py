"""Text and addresses made fit for a calendar file, whoever typed them."""

import re
from urllib.parse import urlsplit, urlunsplit

from django.utils.encoding import iri_to_uri, punycode

LINE_ENDS = re.compile("\r\n|[\r\n\u0085\u2028\u2029]")
UNWRITABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")


def clean_text(value):
    """``value`` with one kind of line end and without the characters that make calendar apps refuse a file."""
    return UNWRITABLE.sub("", LINE_ENDS.sub("\n", value))


def ascii_uri(url):
    """``url`` in ASCII as RFC 3986 wants it: Cyrillic hosts in punycode, the rest percent-encoded."""
    parts = urlsplit(url)
    host, colon, port = parts.netloc.partition(":")
    host = host if host.isascii() else punycode(host)
    return iri_to_uri(urlunsplit(parts._replace(netloc=f"{host}{colon}{port}")))
