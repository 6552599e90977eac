from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('webinars', '0009_queue_closed'),
    ]

    operations = [
        migrations.AddField(
            model_name='registration',
            name='answer',
            field=models.CharField(blank=True, choices=[('accepted', 'comes'), ('tentative', 'comes perhaps'), ('declined', 'does not come')], max_length=9, verbose_name='answer from the calendar'),
        ),
        migrations.AddField(
            model_name='registration',
            name='answer_note',
            field=models.TextField(blank=True, verbose_name='note to the answer'),
        ),
        migrations.AddField(
            model_name='registration',
            name='answered_at',
            field=models.DateTimeField(blank=True, null=True, verbose_name='answered'),
        ),
    ]
