"""Carry out what was shown: the form that confirms holds a digest of what was foretold, and the verb asks for it."""

import hashlib
import json

from django.utils.translation import gettext as _


class ChangedMeanwhile(Exception):
    """What would happen now is not what was shown; nothing was done."""

    def __init__(self):
        super().__init__(_("This has changed since you looked. Read what would happen now, then confirm again."))


def digest(foretold):
    """The digest of plain values; the same for equal values, whatever the order of their keys."""
    text = json.dumps(foretold, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


def confirm(foretold, *, shown):
    """Raise ``ChangedMeanwhile`` unless ``shown`` is the digest of ``foretold``. None: nobody was shown anything."""
    if shown is not None and shown != digest(foretold):
        raise ChangedMeanwhile
