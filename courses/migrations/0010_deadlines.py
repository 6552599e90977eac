import uuid

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('courses', '0009_seats_of_organizations'),
    ]

    operations = [
        migrations.CreateModel(
            name='Deadline',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('due_at', models.DateTimeField(null=True, verbose_name='due')),
                ('sequence', models.PositiveIntegerField(default=0)),
                ('created_at', models.DateTimeField(verbose_name='created')),
                ('updated_at', models.DateTimeField(verbose_name='changed')),
                ('assignment', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='deadlines', to='courses.assignmentpage')),
                ('cohort', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='deadlines', to='courses.cohort')),
            ],
            options={
                'verbose_name': 'deadline',
                'verbose_name_plural': 'deadlines',
                'ordering': ['due_at', 'pk'],
                'constraints': [models.UniqueConstraint(fields=('cohort', 'assignment'), name='deadline_of_assignment_once'), models.UniqueConstraint(condition=models.Q(('assignment__isnull', True)), fields=('cohort',), name='deadline_of_course_once')],
            },
        ),
    ]
