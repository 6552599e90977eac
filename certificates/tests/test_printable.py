"""Hostile, invisible and impossible text: printed as it is, cleaned, or refused in words."""

import pytest
from django.utils.translation import override
from hypothesis import given, settings
from hypothesis import strategies as st

from certificates.pdf import CertificateTextError, Picture, Signatory, render
from certificates.printable import repertoire

from .samples import certificate, lines, one_line, png


@pytest.fixture(autouse=True, scope="module")
def messages_in_english():
    with override("en"):
        yield


@pytest.mark.parametrize(
    "text",
    [
        '#read("/etc/passwd")',
        '#panic("x") #eval("1+1")',
        "$x^2$ *bold* _it_ = head `raw` <label> @ref",
        "// comment /* more */ \\ ] } \\u{41}",
        "<b>Олена</b> &amp; {{ 7*7 }} %s %(x)s",
        "--- ... \"лапки\" 'one'",
    ],
)
def test_markup_is_only_text(text):
    made = one_line(render(certificate(recipient=text, subject=text)))

    assert made.count(text) == 2


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("Олена \u202eнавпаки\u202c Коваль", "Олена навпаки Коваль"),
        ("\u2066Олена\u2069\u200b \u200fКоваль", "Олена Коваль"),
        ("  Олена\t\r\n  Коваль\x07\x00 ", "Олена Коваль"),
        ("Олена\ud800 Коваль", "Олена Коваль"),
        ("Марии\u0306ка І\u0308жак", "Марийка Їжак"),
    ],
)
def test_what_cannot_be_seen_is_left_out(typed, printed):
    assert lines(render(certificate(recipient=typed)))[2] == printed


@pytest.mark.parametrize(
    ("field", "value", "message"),
    [
        (
            "recipient",
            "Олена 🌻 Коваль",
            r"Name of the recipient: these characters cannot be printed: 🌻 \(U\+1F33B\)\.",
        ),
        ("recipient", "שלום", "these characters cannot be printed: "),
        ("recipient", "Ж" * 800, "the text has 800 characters, and there is room for 150"),
        ("recipient", "Щ" * 150, "there is no room for this text; shorten it"),
        ("recipient", "", "Name of the recipient: there is no text"),
        ("recipient", " \u200b\u202e\n", "there is no text"),
        ("recipient", "\u00a0", "there is no text"),
        ("title", "Щ" * 100, "there is no room"),
        ("subject", "слово " * 51, "room for 300"),
        ("details", ("12 годин", "💡"), "Details: these characters"),
        ("details", ("рядок",) * 5, "there is room for 4"),
        ("body", ("рядок",) * 9, "Text: there is room for 8"),
        ("body", ("Щ" * 150,), "there is no room"),
        ("signatories", (Signatory("", "роль"),), "Signature: there is no text"),
        ("signatories", (Signatory("Ю" * 90, "роль"),), "there is no room"),
        ("signatories", (Signatory("Ірина", "", b"GIF89a"),), "Signature: the picture is not a whole PNG or JPEG file"),
        ("logos", (Picture(png()[:-20]),), "Logo: the picture is not a whole PNG or JPEG file"),
        ("logos", (Picture(png()),) * 5, "there is room for 4"),
        ("acknowledgement", "Щ" * 200, "there is no room"),
    ],
)
def test_what_cannot_be_printed_is_refused_by_name_and_reason(field, value, message):
    with pytest.raises(CertificateTextError, match=message) as refusal:
        render(certificate(**{field: value}))

    assert refusal.value.field == field


@settings(max_examples=25)
@given(st.text(st.sampled_from(sorted(repertoire())), min_size=1, max_size=150))
def test_any_text_is_printed_or_refused(text):
    try:
        made = render(certificate(recipient=text, signatories=()))
    except CertificateTextError as refusal:
        assert refusal.field == "recipient"
        return
    assert b"/Count 1" in made
