"""What mail servers write is read as plain values, whoever wrote it; nobody makes up that a mail came back."""

import base64
import re

import pytest
from django.test import override_settings
from hypothesis import example, given
from hypothesis import strategies as st

from calendars.reply_mail import LARGEST_LETTER
from certificates.mailing import reports
from certificates.mailing.marks import headers_of, mark_of, marks_in, sender_of
from certificates.mailing.reports import LONGEST_REASON, NotAReport, Report, read_report

from .bounces import SHAPES, bounce

OURS = headers_of(7)["Message-ID"]


def refused(letter):
    with pytest.raises(NotAReport):
        read_report(letter)
    return True


@pytest.mark.parametrize(
    ("shape", "reason"),
    [
        ("postfix", "550 5.1.1 <olena@example.org>: Recipient address rejected: User unknown"),
        (
            "google",
            "550-5.1.1 The email account that you tried to reach does not exist. "
            "550 5.1.1 Please try double-checking the address.",
        ),
        ("exchange", "550 5.1.10 RESOLVER.ADR.RecipientNotFound; Recipient not found by SMTP address lookup"),
    ],
)
def test_reports_of_other_programs_are_read(shape, reason):
    assert read_report(bounce(OURS, shape=shape)) == Report((7,), "5.1.1", reason)


@pytest.mark.parametrize("shape", SHAPES)
def test_the_address_it_comes_back_to_is_enough(shape, settings):
    settings.BOUNCES_EMAIL = "back@school.example"

    assert read_report(bounce("<of-another-server@example.org>", shape=shape, to=sender_of(7))).mails == (7,)


def test_a_server_that_names_only_the_envelope_is_understood():
    letter = bounce("<x@example.org>").replace(
        b"X-Postfix-Queue-ID: 4XyZ", f"Original-Envelope-Id: {mark_of(7)}".encode()
    )

    assert read_report(letter).mails == (7,)


@pytest.mark.parametrize("action", ["delayed", "delivered", "relayed", "expanded", ""])
def test_what_is_only_late_or_arrived_did_not_come_back(action):
    assert refused(bounce(OURS, action=action))


def test_one_that_was_given_up_after_days_came_back():
    assert read_report(bounce(OURS, status="4.4.7")).status == "4.4.7"


@pytest.mark.parametrize("status", ["", "none", "9.9.9", "5.1.1.1.1" * 99])
def test_a_strange_code_is_left_out(status):
    assert len(read_report(bounce(OURS, status=status)).status) <= 9


@pytest.mark.parametrize(
    "made_up", ["<certificate-7-00000000000000000000@x>", "<certificate-8-{secret}@x>", "<7@x>", ""]
)
def test_a_mark_that_we_never_made_is_none(made_up):
    assert refused(bounce(made_up.replace("{secret}", mark_of(7).partition("-")[2])))


def test_other_letters_are_no_reports():
    out_of_office = f"From: a@b\r\nIn-Reply-To: {OURS}\r\nSubject: Auto\r\n\r\nBack on Monday.".encode()
    broken_off = bounce(OURS).partition(b"Final-Recipient")[0]

    assert refused(out_of_office) and refused(broken_off) and refused(b"") and refused(b"\xff" * 999)


def test_what_is_too_large_or_takes_long_is_not_read():
    assert refused(bounce(OURS) + b"x" * LARGEST_LETTER)
    assert refused(b"Content-Type: a/b" + b"; x=y" * 40_000 + b"\r\n\r\n")
    assert refused(b"Content-Type: message/rfc822\r\n\r\n" * 5000)


CODED = """\
Content-Type: multipart/report; report-type=delivery-status; boundary=b

--b
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.example.org

Action: failed
Status: 5.1.1

--b
Content-Type: text/rfc822-headers
Content-Transfer-Encoding: base64

{headers}
--b--
"""


def coded(headers):
    return CODED.format(headers=base64.encodebytes(headers).decode()).encode()


def test_returned_headers_are_read_in_base64_too():
    assert read_report(coded(f"Message-ID: {OURS}\n".encode())).mails
    nested = b"".join(b'Content-Type: multipart/mixed; boundary="b%d"\n\n--b%d\n' % (one, one) for one in range(900))
    assert read_report(coded(f"Message-ID: {OURS}\n".encode() + b"Subject: x\n\n" + b"\n" * 9)).mails
    assert refused(coded(nested + b"\n" * 50_000))


def test_headers_that_would_take_long_are_not_read_in_base64_either(monkeypatch):
    monkeypatch.setattr(reports.HeaderParser, "parsestr", lambda *_given: pytest.fail("parsed"))

    assert refused(coded(b"Content-Type: multipart/mixed;" + b";" * 185_000))


def test_words_are_kept_on_one_line_and_bounded():
    letter = bounce(OURS).replace(b"User unknown", b"User\x07 unknown\x1b[31m " + b"very " * 500)

    reason = read_report(letter).reason

    assert len(reason) <= LONGEST_REASON
    assert "User unknown [31m very very" in reason


@given(letter=st.binary(max_size=3000))
def test_arbitrary_bytes_are_refused_in_no_other_way(letter):
    assert refused(letter)


PIECES = [piece for shape in SHAPES for piece in re.split(rb"(?<=\n)", bounce(OURS, shape=shape))]


@given(pieces=st.lists(st.sampled_from(PIECES) | st.binary(max_size=80), max_size=90))
@example(pieces=PIECES[:50])
def test_torn_reports_are_read_or_refused_and_never_anything_else(pieces):
    try:
        report = read_report(b"".join(pieces))
    except NotAReport:
        return
    assert report.mails == (7,)
    assert len(report.status) <= 9 and len(report.reason) <= LONGEST_REASON and report.reason.isprintable()


@given(pk=st.integers(min_value=1, max_value=10**14), other=st.integers(min_value=1, max_value=10**14))
def test_a_mark_survives_mail_servers_and_names_one_mail(pk, other):
    for text in (mark_of(pk).upper(), f"<back+{mark_of(pk)}@x>", headers_of(pk)["Message-ID"]):
        assert marks_in(text) == [pk]
    if pk != other:
        assert marks_in(mark_of(pk).replace(f"{pk}-", f"{other}-", 1)) == []


@override_settings(BOUNCES_EMAIL="povernennia@school.example.org")
@given(pk=st.integers(min_value=1, max_value=10**10))
def test_the_address_of_return_is_as_short_as_mail_servers_want_it(pk):
    assert len(sender_of(pk).partition("@")[0]) <= 64
