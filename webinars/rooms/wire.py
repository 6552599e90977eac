"""HTTP to room servers, with time-outs, few retries and short answers; the only module that knows requests."""

from contextlib import contextmanager
from dataclasses import dataclass

import requests
from requests.adapters import HTTPAdapter, Retry

SECONDS = (5, 10)  # to connect, to answer
LONGEST = 1_000_000  # bytes of an answer
BUSY = (502, 503, 504)
PIECE = 1_000_000


class NoAnswer(Exception):
    """The other machine could not be asked. The text is the kind of trouble only: addresses hold tokens."""


@dataclass(frozen=True)
class Reply:
    """What came back: the status, and as much of the text as anybody needs."""

    status: int
    text: str


def ask(method, url, *, retries=0, **what):
    """Send one request and read the answer; ``what`` is as ``requests`` takes it. No redirect is followed.

    After a broken line or a busy server it is sent again, ``retries`` times: only for what may be done twice.
    """
    try:
        with (
            _talk(retries) as talk,
            talk.request(method, url, timeout=SECONDS, stream=True, allow_redirects=False, **what) as response,
        ):
            text = response.raw.read(LONGEST, decode_content=True).decode("utf-8", "replace")
            return Reply(response.status_code, text)
    except (requests.RequestException, OSError) as trouble:
        raise NoAnswer(type(trouble).__name__) from trouble


def fetch(url, *, begin=0, largest):
    """Pieces (bytes) of the file at ``url`` from byte ``begin`` on; ``NoAnswer`` if it breaks off or is too large."""
    headers = {"Range": f"bytes={begin}-"} if begin else {}
    try:
        with _talk(2) as talk, talk.get(url, headers=headers, timeout=SECONDS, stream=True) as response:
            if response.status_code != (206 if begin else 200):
                raise NoAnswer(f"HTTP {response.status_code}")
            got = begin
            for piece in response.iter_content(PIECE):
                got += len(piece)
                if got > largest:
                    raise NoAnswer("It is too large.")
                yield piece
    except (requests.RequestException, OSError) as trouble:
        raise NoAnswer(type(trouble).__name__) from trouble


@contextmanager
def _talk(retries):
    again = Retry(
        total=retries, backoff_factor=0.2, status_forcelist=BUSY, allowed_methods=None, redirect=0,
        raise_on_status=False,
    )  # fmt: skip
    with requests.Session() as talk:
        for scheme in ("http://", "https://"):
            talk.mount(scheme, HTTPAdapter(max_retries=again))
        yield talk
