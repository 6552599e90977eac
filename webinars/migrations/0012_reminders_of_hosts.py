from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("webinars", "0011_private_sessions")]

    operations = [
        migrations.AddField(
            model_name="reminder",
            name="to_host",
            field=models.BooleanField(default=False, verbose_name="to the host"),
        ),
        migrations.RemoveConstraint(model_name="reminder", name="reminder_once"),
        migrations.AddConstraint(
            model_name="reminder",
            constraint=models.UniqueConstraint(
                models.F("registration"), models.F("to_host"), models.F("starts_at"), models.F("minutes"),
                name="reminder_once",
            ),
        ),
    ]
