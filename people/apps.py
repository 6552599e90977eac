from django.apps import AppConfig
from django.db import connection
from django.db.backends.signals import connection_created
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class PeopleConfig(AppConfig):
    """Accounts, the people who take part, and their organizations."""

    name = "people"
    verbose_name = _("People")

    def ready(self):
        from . import receivers  # noqa: F401, PLC0415 -- connects signals once models are loaded
        from .alphabet import teach_alphabet  # noqa: PLC0415 -- as late as the rest
        from .roles import sync_roles  # noqa: PLC0415 -- needs loaded models

        connection_created.connect(teach_alphabet, dispatch_uid="people.alphabet")
        post_migrate.connect(sync_roles, sender=self, dispatch_uid="people.roles")
        if connection.vendor == "postgresql":
            from .postgres import read_moments_fast  # noqa: PLC0415 -- a school on SQLite needs no driver

            connection_created.connect(read_moments_fast, dispatch_uid="people.postgres")
