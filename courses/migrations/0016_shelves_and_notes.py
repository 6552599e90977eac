import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('courses', '0015_kinds_of_questions'),
    ]

    operations = [
        migrations.AddField(
            model_name='peerreview',
            name='notes',
            field=models.JSONField(blank=True, default=dict),
        ),
        migrations.AddField(
            model_name='questioncategory',
            name='course',
            field=models.ForeignKey(blank=True, help_text='Then only its trainers and coordinators see the questions. Empty: all trainers do.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='question_categories', to='courses.coursepage', verbose_name='course'),
        ),
    ]
