"""Letters of calendar apps are read as plain values; letters made to do harm end at once."""

import time

import pytest

from calendars.reply_mail import LARGEST_LETTER, LONGEST_COMMENT, NotAnAnswer, read_reply

from .replies import SHAPES, STAMP, reply

WHO = {"address": "olena@example.org", "to": "answers+abc@school.example", "uid": "session-1@school"}


def problem_of(letter):
    with pytest.raises(NotAnAnswer) as refused:
        read_reply(letter)
    return refused.value.problem


@pytest.mark.parametrize("answer", ["ACCEPTED", "DECLINED", "TENTATIVE"])
@pytest.mark.parametrize("shape", SHAPES)
def test_each_app_is_read_alike(shape, answer):
    found = read_reply(reply(shape, answer=answer, sequence=2, comment="Немає світла\\, вибачте", **WHO))

    assert (found.uid, found.attendee, found.answer, found.sequence) == (
        "session-1@school",
        "olena@example.org",
        answer,
        2,
    )
    assert (found.stamped_at, found.comment) == (STAMP, "Немає світла, вибачте")
    assert "olena@example.org" in found.senders
    assert "answers+abc@school.example" in found.recipients


def test_a_long_note_is_cut_and_controls_go():
    found = read_reply(reply("google", comment="а\x07" * 900, **WHO))

    assert found.comment == "а" * LONGEST_COMMENT


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize(
    "change",
    [
        lambda text: text.replace("METHOD:REPLY", "METHOD:REQUEST"),
        lambda text: text.replace("METHOD:REPLY\r\n", ""),
        lambda text: text.replace("PARTSTAT=DECLINED", "PARTSTAT=DELEGATED"),
        lambda text: text.replace("PARTSTAT=DECLINED", "PARTSTAT=NEEDS-ACTION"),
        lambda text: text.replace("PARTSTAT=DECLINED;", "X-NO=1;"),
        lambda text: text.replace("END:VEVENT", "END:VEVENT\r\nBEGIN:VEVENT\r\nUID:2\r\nEND:VEVENT"),
        lambda text: text.replace("UID:", "ATTENDEE;PARTSTAT=DECLINED:mailto:eve@example.org\r\nUID:"),
        lambda text: text.replace("DTSTAMP:2027", "DTSTAMP:soon"),
        lambda text: text.replace("SEQUENCE:0", "SEQUENCE:many"),
        lambda text: text.replace("BEGIN:VEVENT", "BEGIN:VTODO").replace("END:VEVENT", "END:VTODO"),
        lambda text: text.replace("END:VCALENDAR\r\n", ""),
        lambda text: "",
        lambda text: "\x00\xff" * 50,
        lambda text: text.replace("SUMMARY", "BEGIN:X\r\n" * 4000 + "SUMMARY"),
        lambda text: text.replace("END:VEVENT", "DESCRIPTION:" + "A" * 70_000 + "\r\nEND:VEVENT"),
    ],
)
def test_what_is_no_answer_is_none(shape, change):
    assert problem_of(reply(shape, calendar=change, **WHO)) == "unreadable"


def nested(levels, kind="multipart/mixed"):
    head = "From: eve@example.org\nTo: school@example.org\n"
    for level in range(levels):
        head += f'Content-Type: {kind}; boundary="b{level}"\n\n--b{level}\n'
    return (head + "\n" * 50_000).encode()


@pytest.mark.parametrize(
    "letter",
    [
        b"",
        b"Hello",
        b"\x00" * 1000,
        nested(2000),
        nested(25),
        b"Content-Type: message/rfc822\n\n" * 3000,
        b'Content-Type: multipart/mixed; boundary="' + b";" * 200_000 + b'"\n\n',
        b"From: " + b"<" * 100_000 + b"\nContent-Type: text/calendar; method=REPLY\n\nBEGIN:VCALENDAR\n",
        b"Content-Type: text/calendar; charset=nonsense; method=REPLY\nContent-Transfer-Encoding: base64\n\n!!!!",
        b"A: b\n" * 40_000 + b"\n",
    ],
    ids=range(10),
)
def test_bombs_end_at_once(letter):
    began = time.process_time()

    assert problem_of(letter) == "unreadable"
    assert time.process_time() - began < 5


def test_a_huge_letter_is_not_read():
    assert problem_of(b"x" * (LARGEST_LETTER + 1)) == "too_large"
