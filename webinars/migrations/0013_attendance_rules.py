"""Rules of attendance get versions: what each event asked until now, and what decided attendance was decided by."""

import django.core.validators
import django.db.models.deletion
from django.db import migrations, models


def keep_versions(apps, schema_editor):
    """One version for each percent that decisions name, in their order, and the percent of today as the last."""
    event_page, attendance, rule, session = (
        apps.get_model("webinars", name) for name in ("EventPage", "Attendance", "AttendanceRule", "Session")
    )
    for event in event_page.objects.all():
        decided = attendance.objects.filter(session__event=event).order_by("decided_at", "pk")
        texts = [row for row in decided.values_list("rule", flat=True) if row.rpartition(":")[2].isdecimal()]
        percents = list(dict.fromkeys(min(int(text.rpartition(":")[2]), 100) for text in texts))
        percents = [percent for percent in percents if percent != event.attendance_percent]
        percents.append(event.attendance_percent)
        if percents == [60] and not texts:
            continue
        for number, percent in enumerate(percents, start=1):
            version = rule.objects.create(event=event, number=number, needed=percent)
            rows = attendance.objects.filter(session__event=event, rule__endswith=f":{percent}")
            keys = list(rows.values_list("session_id", flat=True).distinct())
            rows.update(rule_version=version)
            for start in range(0, len(keys), 500):
                session.objects.filter(pk__in=keys[start : start + 500]).update(attendance_rule=version)
    schema_editor.connection.check_constraints()  # PostgreSQL alters no table while a check of its rows is due


class Migration(migrations.Migration):

    dependencies = [
        ('people', '0005_contacts'),
        ('webinars', '0012_reminders_of_hosts'),
    ]

    operations = [
        migrations.AddField(
            model_name='attendance',
            name='counts',
            field=models.BooleanField(default=True, verbose_name='counts by the rule'),
        ),
        migrations.AlterField(
            model_name='attendance',
            name='rule',
            field=models.CharField(help_text='The rule and its version, such as “share-1:60”.', max_length=80, verbose_name='rule'),
        ),
        migrations.CreateModel(
            name='AttendanceRule',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveSmallIntegerField(default=1, verbose_name='version')),
                ('needed', models.PositiveSmallIntegerField(default=60, validators=[django.core.validators.MaxValueValidator(1440)], verbose_name='attended from')),
                ('unit', models.CharField(choices=[('percent', 'percent of the session'), ('minutes', 'minutes')], default='percent', max_length=8, verbose_name='counted in')),
                ('grace', models.PositiveSmallIntegerField(default=3, help_text='Who was away for no longer counts as having stayed: a power cut is not an absence.', validators=[django.core.validators.MaxValueValidator(60)], verbose_name='gap that is forgiven, minutes')),
                ('late_after', models.PositiveSmallIntegerField(blank=True, help_text='Empty: nobody is called late.', null=True, validators=[django.core.validators.MaxValueValidator(1440)], verbose_name='late after, minutes')),
                ('late_counts', models.BooleanField(default=True, verbose_name='who came late is credited all the same')),
                ('early_before', models.PositiveSmallIntegerField(blank=True, help_text='Empty: nobody is said to have left early.', null=True, validators=[django.core.validators.MaxValueValidator(1440)], verbose_name='left early: minutes before the end')),
                ('early_counts', models.BooleanField(default=True, verbose_name='who left early is credited all the same')),
                ('reason', models.CharField(blank=True, max_length=300, verbose_name='why the rule changes')),
                ('made_at', models.DateTimeField(blank=True, null=True, verbose_name='made')),
                ('event', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='attendance_rules', to='webinars.eventpage')),
                ('made_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person')),
            ],
            options={
                'verbose_name': 'attendance rule',
                'verbose_name_plural': 'attendance rules',
                'ordering': ['event', '-number'],
            },
        ),
        migrations.AddField(
            model_name='attendance',
            name='rule_version',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='attendances', to='webinars.attendancerule', verbose_name='version of the rule'),
        ),
        migrations.AddField(
            model_name='session',
            name='attendance_rule',
            field=models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='sessions', to='webinars.attendancerule'),
        ),
        migrations.AddConstraint(
            model_name='attendancerule',
            constraint=models.UniqueConstraint(models.F('event'), models.F('number'), name='attendance_rule_one_of_a_number'),
        ),
        migrations.AddConstraint(
            model_name='attendancerule',
            constraint=models.CheckConstraint(condition=models.Q(('unit', 'minutes'), ('needed__lte', 100), _connector='OR'), name='attendance_rule_at_most_all', violation_error_message='Nobody can be there for more than 100 percent.'),
        ),
        migrations.RunPython(keep_versions, migrations.RunPython.noop),
        migrations.RemoveField(
            model_name='eventpage',
            name='attendance_percent',
        ),
    ]
