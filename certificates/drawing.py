"""From a frozen statement and its pictures to the drawn certificate; nothing else decides what stands on it."""

from dataclasses import replace

from .pdf import CertificateData, Signatory, render, render_png
from .statements import moment_of


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
        number=statement["number"],
        title=statement["title"],
        recipient=statement["recipient"],
        lead=statement["lead"],
        subject=statement["subject"],
        details=tuple(statement["details"]),
        issued_on=statement["issued_on"],
        issued_label=statement["issued_label"],
        verify_label=statement["verify_label"],
        issued_at=moment_of(statement),
        issuer=statement["issuer"],
        acknowledgement=statement["acknowledgement"],
        signatories=tuple(_signatories(statement, pictures)),
        logos=(pictures["logo"],) if "logo" in pictures else (),
        verify_url=statement["verify_url"],
        kilim_seed=statement["kilim_seed"],
        **({"accent": statement["accent"]} if "accent" in statement else {}),
    )


def _signatories(statement, pictures):
    """Who signs; statements from before there could be several name one."""
    for one in statement.get("signatories") or [_only(statement)]:
        yield Signatory(one["name"], one["role"], pictures.get(one["picture"]))


def _only(statement):
    return {"name": statement["signatory"], "role": statement["signatory_role"], "picture": "signature"}
