"""The site as Wagtail knows it answers where ``SITE_URL`` says, so that its own full addresses are right."""

from urllib.parse import urlsplit

from django.conf import settings
from wagtail.models import Site


def sync_site():
    """Give the default site the host, port and name of the settings. None is made: a site needs a front page."""
    parts = urlsplit(settings.SITE_URL)
    for site in Site.objects.filter(is_default_site=True):
        site.hostname, site.port = parts.hostname, parts.port or (443 if parts.scheme == "https" else 80)
        site.site_name = settings.SCHOOL_NAME
        site.save()
