"""Absolute addresses for mails, calendars and certificates, which have no request to ask."""

from django.conf import settings
from django.urls import reverse
from django.utils.translation import override


def absolute(path):
    """``path`` on the school's own address (``SITE_URL``)."""
    return f"{settings.SITE_URL}{path}"


def absolute_reverse(name, *args, language="uk"):
    """The absolute address of a named view, in the reader's language."""
    with override(language):
        return absolute(reverse(name, args=args))
