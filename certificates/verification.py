"""What anybody may learn of a certificate: whether it holds, and as much of its words as the holder shows."""

import re
import unicodedata
from dataclasses import dataclass, field
from datetime import timedelta

from django.utils.translation import gettext as _

from webinars.models import Session

from .models import Certificate, Shown, State
from .statements import long_date, moment_of

SAID = {State.VALID, State.EXPIRED}  # of the others nothing is said but that they exist
PRINTED = re.compile(rb"/c/([0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4})\b")  # in the link of each of our PDFs
APOSTROPHES = str.maketrans(dict.fromkeys("'ʼ’`´‘", "’") | dict.fromkeys("‐‑–—−", "-"))


@dataclass(frozen=True)
class Answer:
    """A certificate as strangers see it; ``name`` and ``title`` are empty where they are not shown."""

    number: str
    full_number: str  # as the certificate bears it
    state: State
    facts: list
    plain: dict
    name: str = ""
    title: str = ""
    about: str = ""
    topics: list = field(default_factory=list)
    language: str = ""
    note: str = ""
    may_ask: bool = False
    successor: str = ""
    moments: dict = field(default_factory=dict)

    @property
    def until(self):
        """The last day on which it holds, in words; empty for one that always does."""
        ends = self.moments["expires"]
        return long_date(ends - timedelta(seconds=1)) if ends else ""

    @property
    def superseded_on(self):
        return long_date(self.moments["superseded"]) if self.moments["superseded"] else ""

    @property
    def suspended_on(self):
        return long_date(self.moments["suspended"]) if self.moments["suspended"] else ""

    @property
    def revoked_on(self):
        return long_date(self.moments["revoked"]) if self.moments["revoked"] else ""


def find(number):
    """The certificate of a number that strangers may see, or None.

    A hidden one never leaves the database, so the answer takes as long as that to a number nobody has.
    """
    known = Certificate.objects.select_related("successor", "badge", "signature").exclude(shown=Shown.HIDDEN)
    return known.filter(number=number).first()


def find_by_hash(sha256):
    """The certificate whose PDF has this hash now, or had it before it was signed or drawn anew."""
    known = Certificate.objects.select_related("successor", "badge", "signature")
    return known.filter(pdf_sha256=sha256).first() or known.filter(former_files=sha256).first()


def find_claimed(pdf):
    """The certificate that a PDF says it is by the address in it, where strangers may see that one; or None.

    No more than the page of the number tells; the file is not read in any other way.
    """
    found = PRINTED.search(pdf) if pdf.startswith(b"%PDF") else None
    return found and find(found[1].decode())


def answer(certificate, *, now):
    """What the page and the machine-readable answer say of ``certificate``."""
    state, says = certificate.state_at(now), certificate.statement
    told = state in SAID
    name = shown_name(certificate) if told else ""
    successor = _successor(certificate) if state == State.SUPERSEDED else ""
    days = {
        "issued": moment_of(says),
        "expires": certificate.expires_at,
        "superseded": certificate.superseded_at if state == State.SUPERSEDED else None,
        "suspended": certificate.suspended_at if state == State.SUSPENDED else None,
        "revoked": certificate.revoked_at,
    }
    note = {State.REVOKED: certificate.revocation_note, State.SUSPENDED: certificate.suspension_note}.get(state, "")
    return Answer(
        number=certificate.number,
        full_number=certificate.full_number,
        state=state,
        facts=[
            (_("Issued"), long_date(moment_of(says))),
            (_("Issuer"), says["issuer"]),
            *(_held(certificate) if told else []),
            *_signed(certificate),
        ],
        about=" · ".join(says["details"]) if told else "",
        topics=_topics(certificate) if told else [],
        plain=_plain(certificate, state, name, note, successor, days),
        name=name,
        title=says["subject"] if told else "",
        language=says["language"],
        note=note,
        may_ask=told and certificate.shown in {Shown.MATCH, Shown.INITIALS},
        successor=successor,
        moments=days,
    )


def _plain(certificate, state, name, note, successor, days):
    """The same for machines."""
    says, told = certificate.statement, state in SAID
    return {
        "number": certificate.number,
        "full_number": certificate.full_number,
        "state": state.value,
        "recipient": name or None,
        "subject": says["subject"] if told else None,
        "details": says["details"] if told else [],
        "mode": (certificate.evidence.get("mode") or None) if told else None,
        "topics": _topics(certificate) if told else [],
        "issuer": says["issuer"],
        "language": says["language"],
        "note": note or None,
        "successor": successor or None,
        "signature": _plainly(_signature(certificate)),
        **{f"{what}_at": moment and moment.isoformat() for what, moment in days.items()},
    }


def _held(certificate):
    """How it was held, as a fact; certificates from before that was kept say it in their details, if at all."""
    mode = certificate.evidence.get("mode")
    return [(_("Way of taking part"), Session.Mode(mode).label)] if mode else []


def _topics(certificate):
    """What it was about, where that was kept."""
    return certificate.evidence.get("topics", [])


def _signature(certificate):
    """The electronic signature that the file bears, or None."""
    made = getattr(certificate, "signature", None)
    return made if made and made.signed_at else None


def _signed(certificate):
    """By whom and when the file is signed, as a fact."""
    made = _signature(certificate)
    return [(_("Electronic signature"), f"{made.signer}, {long_date(made.signed_at)}")] if made else []


def _plainly(signature):
    """The same for machines; a time stamp is told where there is one."""
    if signature is None:
        return None
    moments = {"signed_at": signature.signed_at, "stamped_at": signature.stamped_at}
    return {"signer": signature.signer, **{what: moment and moment.isoformat() for what, moment in moments.items()}}


def _successor(certificate):
    """The number of the one that replaced it, if the holder lets the old number lead there."""
    later = getattr(certificate, "successor", None)
    return later.number if later and later.linked and later.shown != Shown.HIDDEN else ""


def shown_name(certificate):
    """The name as the holder chose to show it: whole, as initials, or not at all."""
    match certificate.shown:
        case Shown.FULL:
            return certificate.recipient
        case Shown.INITIALS:
            return "\N{NO-BREAK SPACE}".join(f"{word[0]}." for word in certificate.recipient.split())
    return ""


def same_name(certificate, typed):
    """Whether ``typed`` is the name on the certificate, in whichever order, case and spelling of the apostrophe."""
    return bool(typed.strip()) and _bare(typed) == _bare(certificate.recipient)


def _bare(name):
    return sorted(unicodedata.normalize("NFC", name).translate(APOSTROPHES).casefold().split())
