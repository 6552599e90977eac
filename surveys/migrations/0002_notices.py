import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('people', '0005_contacts'),
        ('surveys', '0001_surveys'),
    ]

    operations = [
        migrations.CreateModel(
            name='SurveyNotice',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('created_at', models.DateTimeField(verbose_name='created')),
                ('taken_at', models.DateTimeField(null=True, verbose_name='taken to be sent')),
                ('sent_at', models.DateTimeField(null=True, verbose_name='sent')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='people.person')),
                ('survey', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='notices', to='surveys.survey')),
            ],
            options={
                'verbose_name': 'mail about a survey',
                'verbose_name_plural': 'mails about surveys',
                'ordering': ['pk'],
                'indexes': [models.Index(condition=models.Q(('taken_at', None)), fields=['id'], name='survey_notice_waiting')],
                'constraints': [models.UniqueConstraint(models.F('survey'), models.F('person'), name='survey_told_once')],
            },
        ),
        migrations.CreateModel(
            name='SurveyNoticeRefusal',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('refused_at', models.DateTimeField()),
                ('person', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='survey_notice_refusal', to='people.person')),
            ],
            options={
                'verbose_name': 'refusal of mails about surveys',
                'verbose_name_plural': 'refusals of mails about surveys',
            },
        ),
    ]
