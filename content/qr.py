"""QR codes as SVG text."""

import io

import segno

MASK = 2  # one of the eight; trying all of them for the prettiest takes four fifths of the time, and each can be read


def svg(text, *, fluid=False):
    """A QR code with the quiet zone of four modules on white; a seventh of it may be lost to a stain or a fold.

    A ``fluid`` one has no size of its own: the page gives it one.
    """
    picture = io.BytesIO()
    segno.make(text, error="m", boost_error=False, micro=False, mask=MASK).save(
        picture,
        kind="svg",
        border=4,
        dark="#161d2e",
        light="#ffffff",
        xmldecl=False,
        svgclass=None,
        lineclass=None,
        omitsize=fluid,
    )
    return picture.getvalue().decode()
