"""From a frozen statement and its pictures to the drawn certificate; nothing else decides what stands on it."""

from dataclasses import replace

from .models import LOGOS
from .pdf import CertificateData, Picture, Signatory, render, render_png
from .statements import moment_of

LOOK = ("accent", "format", "qr_place", "number_place", "panel")  # what older statements have not is as it was then


def draw(statement, pictures, **more):
    """The PDF of a statement, with what is not of its words: ``credential`` and ``sealed`` of ``CertificateData``.

    Raises ``CertificateTextError`` when something on it cannot be printed.
    """
    return render(replace(certificate_data(statement, pictures), **more))


def draw_png(statement, pictures):
    """The same page as a picture for the screen."""
    return render_png(certificate_data(statement, pictures))


def certificate_data(statement, pictures):
    """The PDF module's plain values for a frozen statement."""
    return CertificateData(
        language=statement["language"],
        number=statement.get("full_number", statement["number"]),
        title=statement["title"],
        recipient=statement["recipient"],
        lead=statement["lead"],
        subject=statement["subject"],
        details=tuple(_details(statement)),
        body=tuple(statement.get("body", ())),
        issued_on=statement["issued_on"],
        issued_label=statement["issued_label"],
        verify_label=statement["verify_label"],
        issued_at=moment_of(statement),
        issuer=statement["issuer"],
        acknowledgement=statement["acknowledgement"],
        signatories=tuple(_signatories(statement, pictures)),
        sign="logo" not in pictures,
        logos=tuple(_told(statement, pictures, LOGOS)),
        seal=next(_told(statement, pictures, ["seal"]), None),
        verify_url=statement["verify_url"],
        kilim_seed=statement["kilim_seed"],
        background=pictures.get("background", b""),
        **{name: statement[name] for name in LOOK if name in statement},
    )


def _details(statement):
    """A text of its own says what the school would say by itself; until when it holds is said all the same."""
    if not statement.get("body"):
        return statement["details"]
    return filter(None, [statement["valid_until"]])


def _told(statement, pictures, fields):
    """The pictures of ``fields`` with what they show; of one from before that was kept, the issuer."""
    shown = statement.get("alternatives", {})
    for field in fields:
        if field in pictures:
            yield Picture(pictures[field], shown.get(field, ""))


def _signatories(statement, pictures):
    """Who signs; statements from before there could be several name one."""
    for one in statement.get("signatories") or [_only(statement)]:
        yield Signatory(one["name"], one["role"], pictures.get(one["picture"]))


def _only(statement):
    return {"name": statement["signatory"], "role": statement["signatory_role"], "picture": "signature"}
