"""Certificates from before ``mailed_at`` were mailed when they were issued; nobody gets a second mail."""

from django.db import migrations
from django.db.models import F


def mark_mailed(apps, schema_editor):
    apps.get_model("certificates", "Certificate").objects.filter(mailed_at=None).update(mailed_at=F("issued_at"))


class Migration(migrations.Migration):
    dependencies = [("certificates", "0004_pending_certificates_and_frozen_pictures")]

    operations = [migrations.RunPython(mark_mailed, migrations.RunPython.noop)]
