"""A badge as a file to download, in each of its forms."""

from dataclasses import dataclass

from django.http import Http404, HttpResponse

from . import baking

DOCUMENT = "application/vc+ld+json"
TEXT = "text/plain"  # of a token, as Open Badges asks


@dataclass(frozen=True)
class Form:
    """How a badge is written, and what that is called among programs."""

    content_type: str
    write: object


FORMS = {
    "png": Form("image/png", lambda badge: baking.baked_png(badge.document, badge.certificate.statement)),
    "svg": Form("image/svg+xml", lambda badge: baking.baked_svg(badge.document, badge.certificate.statement)),
    "json": Form(DOCUMENT, lambda badge: badge.document.encode()),
    "jwt": Form(TEXT, lambda badge: badge.token.encode()),
}


def form_named(name):
    """The form of a file's ending; 404 for one that there is not."""
    if name not in FORMS:
        raise Http404
    return FORMS[name]


def badge_as(form, badge):
    """The file as an answer, to be saved."""
    name = f"badge-{badge.certificate.number}.{next(key for key, value in FORMS.items() if value is form)}"
    disposition = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(form.write(badge), content_type=form.content_type, headers=disposition)
