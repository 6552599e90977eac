"""Ask a Jitsi server whether it is there and whom it lets in, as a browser would: over BOSH (XEP-0124, XEP-0206).

Plain values in and out. Nobody joins a room: the talk ends right after the server has judged the token.
"""

import contextlib
import random
import re
from dataclasses import dataclass
from urllib.parse import quote

from .wire import NoAnswer, ask

HTTP_BIND = "http://jabber.org/protocol/httpbind"
XML = {"Content-Type": "text/xml; charset=utf-8"}
SID = re.compile(r"\bsid=['\"]([^'\"]{1,200})['\"]")
TEXT = re.compile(r"<text[^>]*>([^<]{0,200})</text>")


@dataclass(frozen=True)
class Answer:
    """What came of a question: ``ok``, and in the server's or the network's own words why not."""

    ok: bool
    detail: str = ""


def is_there(script_url):
    """Does the server hand out the script that shows a room in our page?"""
    try:
        status = ask("GET", script_url).status
    except NoAnswer as trouble:
        return Answer(False, str(trouble))
    return Answer(status == 200, f"HTTP {status}")


def lets_in(origin, *, domain, room, token):
    """Would the server let the bearer of ``token`` (or of none) in? An unclear answer is an exception in words."""
    address = f"{origin}/http-bind?room={quote(room)}" + (f"&token={quote(token)}" if token else "")
    rid = random.randrange(1_000_000, 900_000_000)
    opening = f"<body xmlns='{HTTP_BIND}' rid='{rid}' to='{domain}' ver='1.6' wait='5' hold='1' xml:lang='en' "
    opening += "xmlns:xmpp='urn:xmpp:xbosh' xmpp:version='1.0'/>"
    first = _post(address, opening)
    sid = SID.search(first)
    if sid is None:
        raise Unclear(_refusal(first) or "The server opened no XMPP session.")
    auth = "<auth xmlns='urn:ietf:params:xml:ns:xmpp-sasl' mechanism='ANONYMOUS'/>"
    second = _post(address, f"<body xmlns='{HTTP_BIND}' rid='{rid + 1}' sid='{sid[1]}'>{auth}</body>")
    _hang_up(address, f"<body xmlns='{HTTP_BIND}' rid='{rid + 2}' sid='{sid[1]}' type='terminate'/>")
    if "<success" in second:
        return Answer(True)
    if "<failure" in second:
        return Answer(False, _refusal(second))
    raise Unclear(_refusal(second) or "The server did not say whether the token is good.")


class Unclear(Exception):
    """The server could not be asked; the text says what happened instead."""


def _post(address, body):
    try:
        reply = ask("POST", address, data=body.encode(), headers=XML)
    except NoAnswer as trouble:
        raise Unclear(str(trouble)) from trouble
    if reply.status != 200:
        raise Unclear(f"HTTP {reply.status}")
    return reply.text


def _hang_up(address, body):
    with contextlib.suppress(Unclear):  # the answer is known; an open session ends by itself
        _post(address, body)


def _refusal(text):
    found = TEXT.search(text)
    return found[1] if found else ""
