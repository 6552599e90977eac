import gzip
from datetime import UTC, datetime

import pytest
from django.http import HttpResponse
from django.middleware.gzip import GZipMiddleware
from django.test import RequestFactory

from calendars.http import conditional_response

ETAG = '"abc123"'
CHANGED = datetime(2026, 11, 24, 10, 0, 0, 900_000, tzinfo=UTC)
CHANGED_HTTP = "Tue, 24 Nov 2026 10:00:00 GMT"
EARLIER_HTTP = "Tue, 24 Nov 2026 09:59:59 GMT"
LATER_HTTP = "Tue, 24 Nov 2026 10:00:01 GMT"
BODY = b"BEGIN:VCALENDAR\r\n" + b"X-LINE:0123456789\r\n" * 50 + b"END:VCALENDAR\r\n"


def never():
    raise AssertionError("A reader who has it must not cause it to be built.")


def answer(*, method="get", build=lambda: BODY, last_modified=CHANGED, headers=None, **options):
    request = getattr(RequestFactory(), method)("/feeds/podii.ics", headers=headers or {})
    return conditional_response(request, etag=ETAG, last_modified=last_modified, build=build, **options)


def test_first_request_gets_the_calendar_and_what_it_needs_to_ask_again():
    response = answer()

    assert (response.status_code, response.content) == (200, BODY)
    assert dict(response.items()) == {
        "Content-Type": "text/calendar; charset=utf-8",
        "ETag": ETAG,
        "Last-Modified": CHANGED_HTTP,
        "Cache-Control": "private",
        "X-Robots-Tag": "noindex",
    }
    assert not response.cookies


def test_public_calendar_may_be_kept_by_shared_caches_for_five_minutes():
    assert answer(public=True)["Cache-Control"] == "public, max-age=300"


def test_empty_calendar_without_a_date_says_none():
    assert "Last-Modified" not in answer(last_modified=None)
    assert answer(last_modified=None, headers={"if-modified-since": LATER_HTTP}).status_code == 200


@pytest.mark.parametrize("tag", [ETAG, f"W/{ETAG}", f'"old", W/{ETAG}', "*", " * "])
def test_reader_with_the_tag_gets_304_without_building(tag):
    response = answer(build=never, headers={"if-none-match": tag}, public=True)

    assert (response.status_code, response.content) == (304, b"")
    assert dict(response.items()) == {
        "ETag": ETAG,
        "Last-Modified": CHANGED_HTTP,
        "Cache-Control": "public, max-age=300",
        "X-Robots-Tag": "noindex",
    }


@pytest.mark.parametrize("tag", ['"old"', 'W/"old"', "abc123", "", '"ABC123"', "nonsense"])
def test_another_tag_wins_over_a_date_that_matches(tag):
    response = answer(headers={"if-none-match": tag, "if-modified-since": LATER_HTTP})

    assert response.status_code == 200


def test_matching_tag_wins_over_an_old_date():
    assert answer(build=never, headers={"if-none-match": ETAG, "if-modified-since": EARLIER_HTTP}).status_code == 304


@pytest.mark.parametrize(
    ("date", "status"),
    [
        (CHANGED_HTTP, 304),
        (LATER_HTTP, 304),
        ("Tuesday, 24-Nov-26 10:00:00 GMT", 304),
        (EARLIER_HTTP, 200),
        ("yesterday", 200),
        ("2026-11-24T10:00:00Z", 200),
        ("Tue, 99 Nov 2026 10:00:00 GMT", 200),
        ("", 200),
    ],
)
def test_date_is_asked_only_if_it_is_one(date, status):
    assert answer(headers={"if-modified-since": date}).status_code == status


def test_head_answers_like_get():
    head, get = answer(method="head"), answer()

    assert (head.status_code, dict(head.items())) == (200, dict(get.items()))
    assert answer(method="head", build=never, headers={"if-none-match": ETAG}).status_code == 304


def test_download_has_a_file_name_and_a_feed_has_none():
    assert answer(filename="vebinar.ics")["Content-Disposition"] == 'attachment; filename="vebinar.ics"'
    assert answer(filename="вебінар.ics")["Content-Disposition"].startswith("attachment; filename*=utf-8''%D0%B2")
    assert "Content-Disposition" not in answer()


def test_tag_that_compression_made_weak_is_still_known():
    request = RequestFactory().get("/feeds/podii.ics", headers={"accept-encoding": "gzip"})

    def view(request) -> HttpResponse:
        return conditional_response(request, etag=ETAG, last_modified=CHANGED, build=lambda: BODY)

    packed = GZipMiddleware(view)(request)
    again = answer(build=never, headers={"if-none-match": packed["ETag"]})

    assert gzip.decompress(packed.content) == BODY
    assert packed["ETag"] == f"W/{ETAG}"
    assert again.status_code == 304
