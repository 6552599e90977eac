import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('webinars', '0022_attendance_in_earnest'),
    ]

    operations = [
        migrations.AddField(
            model_name='session',
            name='announced_for',
            field=models.DateTimeField(editable=False, null=True, verbose_name='first announced for'),
        ),
        migrations.CreateModel(
            name='MasterClass',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('event_key', models.UUIDField(editable=False, unique=True)),
                ('outcomes', models.TextField(blank=True, help_text='One thing a line.', max_length=2000, verbose_name='what one will make or be able to do')),
                ('bring', models.TextField(blank=True, help_text='One thing a line. The mails of those who are registered name it, too.', max_length=2000, verbose_name='what to bring or prepare')),
                ('handouts', models.TextField(blank=True, help_text='One thing a line. The files go beside the room of the session, for those who took part.', max_length=2000, verbose_name='what is handed out')),
            ],
            options={
                'verbose_name': 'needs of a master class',
                'verbose_name_plural': 'needs of master classes',
            },
        ),
        migrations.CreateModel(
            name='Untold',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('reader', models.CharField(max_length=254)),
                ('before', models.JSONField()),
                ('session', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='untold', to='webinars.session')),
            ],
            options={
                'verbose_name': 'move that is to be told',
                'verbose_name_plural': 'moves that are to be told',
                'constraints': [models.UniqueConstraint(models.F('session'), models.F('reader'), name='untold_once')],
            },
        ),
    ]
