"""Logs tell what happened and where, never who."""

import io
import json
import logging
import sys

import pytest
from django.core import mail
from django.test import RequestFactory
from django.utils import timezone
from django.utils.log import AdminEmailHandler

from calendars.tokens import issue_token
from lms.logs import DiscreetReporter, HidePersonalData, JsonFormatter, NotTheHealthCheck, hide
from people.models import Person, User


@pytest.mark.parametrize(
    ("text", "hidden"),
    [
        ("to olena.koval+school@gmail.example.org now", "to [email] now"),
        ("Not Found: /my/calendar/Zk3-x_9.ics", "Not Found: /my/calendar/[token].ics"),
        ("/en/my/calendar/Zk3-x_9.ics?a=1", "/en/my/calendar/[token].ics?a=[hidden]"),
        ("/account/confirm-email/MQ:1abc:xyz/", "/account/confirm-email/[token]/"),
        ("/account/password/reset/key/1-d0p-abc/", "/account/password/reset/key/[token]/"),
        ("GET /c/7K2M-9QXA-4TRB", "GET /c/[number]"),
        ("/my/certificates/7K2M-9QXA-4TRB.pdf", "/my/certificates/[number].pdf"),
        ("https://meet.example.org/r?jwt=eyJh.eyJi.abc#config.a=true", "https://meet.example.org/r?jwt=[hidden]"),
        ("token eyJhbGciOi.eyJpc3M.s1g", "token [jwt]"),
        ("/courses/biudzhet/ 200", "/courses/biudzhet/ 200"),
    ],
)
def test_hide_masks_what_names_a_person_or_opens_a_door(text, hidden):
    assert hide(text) == hidden


def record_of(message, *args, exc_info=None, **extra):
    record = logging.LogRecord("django.request", logging.ERROR, "views.py", 1, message, args, exc_info)
    record.__dict__.update(extra)
    HidePersonalData().filter(record)
    return record


def broken():
    try:
        raise ValueError("no seat for olena@example.org")
    except ValueError:
        return sys.exc_info()


def test_json_line_holds_the_request_without_its_query():
    request = RequestFactory().get("/my/calendar/Zk3.ics", {"q": "Олена"})

    line = json.loads(
        JsonFormatter().format(record_of("%s failed", "olena@example.org", request=request, status_code=500))
    )

    assert line.pop("time").endswith("+00:00")
    assert line == {
        "level": "ERROR",
        "logger": "django.request",
        "message": "[email] failed",
        "method": "GET",
        "path": "/my/calendar/[token].ics",
        "status": 500,
    }


@pytest.fixture
def written():
    """What our console would show of Django's loggers."""
    stream, logger = io.StringIO(), logging.getLogger("django")
    handler = logging.StreamHandler(stream)
    handler.setFormatter(JsonFormatter())
    handler.addFilter(HidePersonalData())
    logger.addHandler(handler)
    yield stream
    logger.removeHandler(handler)


@pytest.mark.django_db
def test_no_way_of_asking_for_a_calendar_leaves_its_secret_in_the_log(client, written, monkeypatch):
    user = User.objects.create_user("olena@example.org")
    person = Person.objects.create(user=user, legal_name="Олена Коваль", display_name="Олена К.", email=user.email)
    old, secret = (issue_token(person=person, now=timezone.now()) for _time in range(2))

    assert client.get(f"/my/calendar/{secret}.ics").status_code == 200
    for gone in (f"/my/calendar/{old}.ics", f"/en/my/calendar/{old}.ics?a={secret}", f"/my/calendar/{secret}.ics/"):
        assert client.get(gone).status_code == 404
    assert client.post(f"/my/calendar/{secret}.ics").status_code == 405
    monkeypatch.setattr("calendars.views.note_fetched", None)
    client.raise_request_exception = False
    assert client.get(f"/my/calendar/{secret}.ics").status_code == 500

    lines = written.getvalue()
    assert lines.count("\n") >= 5
    assert old not in lines and secret not in lines


def test_json_line_holds_the_masked_traceback():
    line = json.loads(JsonFormatter().format(record_of("Internal Server Error", exc_info=broken())))

    assert line["error"].startswith("Traceback (most recent call last):")
    assert line["error"].endswith("ValueError: no seat for [email]")


def test_mail_to_the_operator_says_where_and_not_who(settings):
    settings.ADMINS = [("Operator", "operator@example.org")]
    request = RequestFactory().post("/signup/", {"email": "olena@example.org"}, headers={"cookie": "session=abc"})
    handler = AdminEmailHandler(reporter_class="lms.logs.DiscreetReporter")

    handler.emit(record_of("Internal Server Error: %s", "/signup/", exc_info=broken(), request=request))

    (sent,) = mail.outbox
    assert "ValueError: no seat for [email]" in sent.body
    assert "olena" not in sent.body
    assert "session=abc" not in sent.body
    assert DiscreetReporter(request, None, None, None).get_traceback_text() == ""


@pytest.mark.parametrize(("path", "mailed"), [("/healthz", False), ("/healthz/", True), ("/my/", True)])
def test_the_health_check_is_never_mailed(path, mailed):
    record = record_of("Service Unavailable", request=RequestFactory().get(path), status_code=503)

    assert NotTheHealthCheck().filter(record) is mailed


def test_what_no_request_caused_is_mailed():
    assert NotTheHealthCheck().filter(record_of("Out of memory")) is True
