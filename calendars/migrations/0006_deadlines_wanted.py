from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('calendars', '0005_replies'),
    ]

    operations = [
        migrations.AddField(
            model_name='calendarsettings',
            name='deadlines',
            field=models.BooleanField(default=True, verbose_name='until when assignments and courses are due'),
        ),
    ]
