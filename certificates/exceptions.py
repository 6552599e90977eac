"""Refusals of this app, worded when somebody reads them: see ``problems``."""

from django.utils.translation import gettext as _

from .problems import words


class CertificateTextError(ValueError):
    """A field cannot be printed; says which and why, to the person who can change it."""

    def __init__(self, field, code, **facts):
        self.field, self.code, self.facts = field, code, {"field": field, **facts}
        super().__init__(code)

    def __str__(self):
        return words(self.code, self.facts)


class Off(Exception):
    """What the operator sets up does not work now; the message says why, ``advice`` what to do about it."""

    WORDS, ADVICE = {}, {}  # by code

    def __init__(self, code):
        self.code = code
        super().__init__(code)

    def __str__(self):
        return str(self.WORDS[self.code])

    @property
    def advice(self):
        return str(self.ADVICE[self.code])


class CertificateRefused(Exception):
    """A certificate cannot be issued or changed; says why. ``code`` and ``facts`` are plain values that can be kept."""

    def __init__(self, code, **facts):
        self.code, self.facts = code, facts
        super().__init__(code)

    def __str__(self):
        why = words(self.code, self.facts)
        return _("This certificate cannot be printed: %(why)s") % {"why": why} if "field" in self.facts else why
