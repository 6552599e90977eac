"""Answers as calendar apps send them: the shapes of Google, Outlook and Apple, with addresses and words of ours."""

from base64 import encodebytes
from datetime import UTC, datetime

STAMP = datetime(2027, 1, 2, 9, 30, tzinfo=UTC)
GOOGLE = """\
BEGIN:VCALENDAR
PRODID:-//Google Inc//Google Calendar 70.9054//EN
VERSION:2.0
CALSCALE:GREGORIAN
METHOD:REPLY
BEGIN:VEVENT
DTSTART:20270119T160000Z
DTEND:20270119T173000Z
DTSTAMP:{stamp}
ORGANIZER;CN=School:mailto:{to}
UID:{uid}
ATTENDEE;CUTYPE=INDIVIDUAL;ROLE=REQ-PARTICIPANT;PARTSTAT={answer};CN={address}
 ;X-NUM-GUESTS=0:mailto:{address}
X-GOOGLE-CONFERENCE:https://meet.google.com/abc-defg-hij
CREATED:20270101T080000Z
DESCRIPTION:
LAST-MODIFIED:{stamp}
LOCATION:
SEQUENCE:{sequence}
STATUS:CONFIRMED
SUMMARY:Бюджет громади
TRANSP:OPAQUE
{comment}END:VEVENT
END:VCALENDAR
"""
OUTLOOK = """\
BEGIN:VCALENDAR
METHOD:REPLY
PRODID:Microsoft Exchange Server 2010
VERSION:2.0
BEGIN:VTIMEZONE
TZID:FLE Standard Time
BEGIN:STANDARD
DTSTART:16010101T040000
TZOFFSETFROM:+0300
TZOFFSETTO:+0200
RRULE:FREQ=YEARLY;INTERVAL=1;BYDAY=-1SU;BYMONTH=10
END:STANDARD
BEGIN:DAYLIGHT
DTSTART:16010101T030000
TZOFFSETFROM:+0200
TZOFFSETTO:+0300
RRULE:FREQ=YEARLY;INTERVAL=1;BYDAY=-1SU;BYMONTH=3
END:DAYLIGHT
END:VTIMEZONE
BEGIN:VEVENT
ATTENDEE;PARTSTAT={answer};CN=Olena:MAILTO:{loud}
{comment}UID:{uid}
SUMMARY;LANGUAGE=uk-UA:Відхилено: Бюджет громади
DTSTART;TZID=FLE Standard Time:20270119T180000
DTEND;TZID=FLE Standard Time:20270119T193000
CLASS:PUBLIC
PRIORITY:5
DTSTAMP:{stamp}
TRANSP:OPAQUE
STATUS:CONFIRMED
SEQUENCE:{sequence}
LOCATION;LANGUAGE=uk-UA:
X-MICROSOFT-CDO-APPT-SEQUENCE:{sequence}
X-MICROSOFT-CDO-BUSYSTATUS:FREE
END:VEVENT
END:VCALENDAR
"""
APPLE = """\
BEGIN:VCALENDAR
CALSCALE:GREGORIAN
METHOD:REPLY
PRODID:-//Apple Inc.//macOS 15.1//EN
VERSION:2.0
BEGIN:VEVENT
ATTENDEE;CUTYPE=INDIVIDUAL;EMAIL="{address}";PARTSTAT={answer};ROLE=REQ-PARTI
 CIPANT:/2132/principal/
{comment}DTEND;TZID=Europe/Kyiv:20270119T193000
DTSTAMP:{stamp}
DTSTART;TZID=Europe/Kyiv:20270119T180000
ORGANIZER;CN="School":mailto:{to}
SEQUENCE:{sequence}
SUMMARY:Бюджет громади
UID:{uid}
END:VEVENT
END:VCALENDAR
"""
COMMENT = {"google": "COMMENT:{}\n", "outlook": "COMMENT;LANGUAGE=uk-UA:{}\n", "apple": "COMMENT:{}\n"}
SHAPES = {"google": GOOGLE, "outlook": OUTLOOK, "apple": APPLE}


def reply(shape, *, address, to, uid, answer="DECLINED", sequence=0, stamp=STAMP, comment="", **changes):
    """The bytes of a letter; ``changes``: ``sender`` writes instead, ``calendar`` is changed by a function."""
    calendar = SHAPES[shape].format(
        address=address,
        loud=address.upper(),
        to=to,
        uid=uid,
        answer=answer,
        sequence=sequence,
        stamp=f"{stamp:%Y%m%dT%H%M%SZ}",
        comment=COMMENT[shape].format(comment) if comment else "",
    )
    calendar = changes.get("calendar", str)(calendar.replace("\n", "\r\n")).encode()
    sender = changes.get("sender", address)
    return {"google": _google, "outlook": _outlook, "apple": _apple}[shape](calendar, sender=sender, to=to)


def _google(calendar, *, sender, to):
    coded = encodebytes(calendar).decode()
    return f"""\
MIME-Version: 1.0
Reply-To: {sender}
Sender: Google Calendar <calendar-notification@google.com>
Auto-Submitted: auto-generated
Subject: =?UTF-8?B?0JLRltC00YXQuNC70LXQvdC+?=
From: {sender}
To: {to}
Content-Type: multipart/mixed; boundary="000000000000a1"

--000000000000a1
Content-Type: multipart/alternative; boundary="000000000000a2"

--000000000000a2
Content-Type: text/plain; charset="UTF-8"; format=flowed; delsp=yes
Content-Transfer-Encoding: base64

T2xlbmE=

--000000000000a2
Content-Type: text/calendar; charset="UTF-8"; method=REPLY
Content-Transfer-Encoding: base64

{coded}
--000000000000a2--
--000000000000a1
Content-Type: application/ics; name="invite.ics"
Content-Disposition: attachment; filename="invite.ics"
Content-Transfer-Encoding: base64

{coded}
--000000000000a1--
""".encode()


def _outlook(calendar, *, sender, to):
    """Outlook.com: no ORGANIZER in the calendar, the address in capitals, the zone by Windows' name."""
    return f"""\
From: =?utf-8?B?0J7Qu9C10L3QsA==?= <{sender}>
To: "School" <{to}>
Subject: =?utf-8?B?0JLRltC00YXQuNC70LXQvdC+?=
Thread-Index: AQHbAA==
Content-Language: uk-UA
Content-Type: multipart/alternative;
	boundary="_000_DB9PR01MB_"
MIME-Version: 1.0

--_000_DB9PR01MB_
Content-Type: text/plain; charset="utf-8"
Content-Transfer-Encoding: base64

DQo=

--_000_DB9PR01MB_
Content-Type: text/calendar; charset="utf-8"; method=REPLY
Content-Transfer-Encoding: base64

{encodebytes(calendar).decode()}
--_000_DB9PR01MB_--
""".encode()


def _apple(calendar, *, sender, to):
    """iCloud writes for its users, and the calendar part is quoted-printable or plain."""
    head = f"""\
From: "Olena" <noreply@email.apple.com>
Reply-To: "Olena" <{sender}>
To: {to}
Subject: Declined
MIME-Version: 1.0
Content-Type: multipart/alternative; boundary="----=_Part_1"

------=_Part_1
Content-Type: text/plain; charset=UTF-8

Olena declined.
------=_Part_1
Content-Type: text/calendar; charset=UTF-8; method=REPLY
Content-Transfer-Encoding: 8bit

"""
    return head.encode() + calendar + b"\n------=_Part_1--\n"
