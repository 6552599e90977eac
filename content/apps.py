from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ContentConfig(AppConfig):
    """What pages of every app are made of: blocks, images, documents, topics, speakers."""

    name = "content"
    verbose_name = _("Content")

    def ready(self):
        from .checking import checks, receivers  # noqa: F401, PLC0415 -- once models are loaded
