from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('calendars', '0004_reminders'),
    ]

    operations = [
        migrations.CreateModel(
            name='ReplyMailbox',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=300, unique=True)),
                ('validity', models.PositiveBigIntegerField(default=0)),
                ('last_number', models.PositiveBigIntegerField(default=0)),
                ('read_at', models.DateTimeField(null=True, verbose_name='read')),
                ('tried_at', models.DateTimeField(null=True, verbose_name='last attempt')),
                ('error', models.TextField(blank=True, verbose_name='last error')),
                ('taken', models.PositiveIntegerField(default=0, verbose_name='answers taken')),
                ('left', models.PositiveIntegerField(default=0, verbose_name='letters left for people')),
                ('left_at', models.DateTimeField(null=True)),
                ('problem', models.CharField(blank=True, max_length=12)),
            ],
            options={
                'verbose_name': 'mailbox of answers',
                'verbose_name_plural': 'mailboxes of answers',
            },
        ),
    ]
