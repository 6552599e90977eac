from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("calendars", "0006_deadlines_wanted")]

    operations = [
        migrations.AddField(
            model_name="calendarsettings",
            name="programme",
            field=models.BooleanField(default=True, verbose_name="what I starred in programmes of conferences"),
        ),
    ]
