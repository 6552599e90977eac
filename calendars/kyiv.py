"""Kyiv's clock as calendars are told it."""

from zoneinfo import ZoneInfo

KYIV = ZoneInfo("Europe/Kyiv")

# One yearly rule each way: the form all calendar apps read rightly, also those whose own tables lack Europe/Kyiv.
# A test holds it against the zone database; should the law change, it fails and this text is written anew.
VTIMEZONE = b"""\
BEGIN:VTIMEZONE
TZID:Europe/Kyiv
BEGIN:DAYLIGHT
TZNAME:EEST
TZOFFSETFROM:+0200
TZOFFSETTO:+0300
DTSTART:19970330T030000
RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU
END:DAYLIGHT
BEGIN:STANDARD
TZNAME:EET
TZOFFSETFROM:+0300
TZOFFSETTO:+0200
DTSTART:19961027T040000
RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU
END:STANDARD
END:VTIMEZONE
""".replace(b"\n", b"\r\n")


def local_times(*moments):
    """``moments`` in Kyiv time, or all in UTC if one falls into the hour that autumn repeats.

    A TZID cannot name its second pass, and libical takes the first for the second (RFC 5545 §3.3.5 says otherwise).
    """
    local = tuple(moment.astimezone(KYIV) for moment in moments)
    return moments if any(_is_repeated(moment) for moment in local) else local


def _is_repeated(local):
    return local.replace(fold=0).utcoffset() != local.replace(fold=1).utcoffset()
