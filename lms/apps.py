from django.apps import AppConfig


class LmsConfig(AppConfig):
    """The composition root: no models, no rules, only settings, addresses and checks."""

    name = "lms"
    label = "lms"

    def ready(self):
        from . import checks  # noqa: F401, PLC0415 -- registers the system checks once apps are loaded
        from .starters import teach_choosers  # noqa: PLC0415 -- needs loaded apps

        teach_choosers()
