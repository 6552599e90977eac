"""How a calendar leaves over HTTP, so that a program polling every hour costs one query and no bytes."""

from django.http import HttpResponse, HttpResponseNotModified
from django.utils.http import content_disposition_header, http_date, parse_etags, parse_http_date_safe

CONTENT_TYPE = "text/calendar; charset=utf-8"


def conditional_response(request, *, etag, last_modified, build, public=False, filename=""):
    """Answer with the bytes of ``build()``, or with 304 and without building if the reader has them already.

    ``etag`` is strong and quoted. ``last_modified`` is an aware datetime that must also move when an entry leaves
    the calendar, or ``None``. Only a ``public`` answer may be kept by caches that others share. With a ``filename``
    it is a download, without one a feed.
    """
    if request.method in ("GET", "HEAD") and _reader_has_it(request, etag=etag, last_modified=last_modified):
        response = HttpResponseNotModified()
    else:
        response = HttpResponse(build(), content_type=CONTENT_TYPE)
        if filename:
            response["Content-Disposition"] = content_disposition_header(True, filename)
    response["ETag"] = etag
    if last_modified:
        response["Last-Modified"] = http_date(last_modified.timestamp())
    response["Cache-Control"] = "public, max-age=300" if public else "private"
    response["X-Robots-Tag"] = "noindex"  # and not robots.txt: Google Calendar obeys it and would stop reading
    return response


def _reader_has_it(request, *, etag, last_modified):
    """RFC 9110 §13.2.2: a given If-None-Match decides alone; a date is asked only without one, a bad one not at all.

    Tags are compared weakly, because compression makes ours weak on the way out.
    """
    known = request.headers.get("If-None-Match")
    if known is not None:
        return known.strip() == "*" or etag in {tag.removeprefix("W/") for tag in parse_etags(known)}
    since = parse_http_date_safe(request.headers.get("If-Modified-Since", ""))
    return bool(last_modified) and since is not None and int(last_modified.timestamp()) <= since
