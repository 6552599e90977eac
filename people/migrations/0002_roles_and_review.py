"""The three roles, and the review «На перевірку» by which a trainer's page reaches a coordinator.

Wagtail's own first groups and review are taken away unless somebody works with them already. What the groups may do
is in people/roles.py, and is set after every ``migrate``.
"""

from django.db import migrations

ROLES = ("Тренери", "Координатори", "Адміністратори")
REVIEW = "На перевірку"


def make_roles(apps, schema_editor):
    group_model = apps.get_model("auth", "Group")
    for name in ROLES:
        group_model.objects.get_or_create(name=name)


def make_review(apps, schema_editor):
    content_type, _made = apps.get_model("contenttypes", "ContentType").objects.get_or_create(
        app_label="wagtailcore", model="groupapprovaltask"
    )
    task, _made = apps.get_model("wagtailcore", "GroupApprovalTask").objects.get_or_create(
        name="Перевірка координатора", defaults={"content_type": content_type}
    )
    task.groups.add(apps.get_model("auth", "Group").objects.get(name="Координатори"))
    workflow, _made = apps.get_model("wagtailcore", "Workflow").objects.get_or_create(name=REVIEW)
    apps.get_model("wagtailcore", "WorkflowTask").objects.get_or_create(
        workflow=workflow, task_id=task.pk, defaults={"sort_order": 0}
    )
    root = apps.get_model("wagtailcore", "Page").objects.filter(depth=1).first()
    if root:
        apps.get_model("wagtailcore", "WorkflowPage").objects.update_or_create(
            page=root, defaults={"workflow": workflow}
        )


def remove_unused_defaults(apps, schema_editor):
    """Two groups and a review nobody asked for would stand beside ours in every list."""
    states = apps.get_model("wagtailcore", "WorkflowState")
    for workflow in apps.get_model("wagtailcore", "Workflow").objects.filter(name="Moderators approval"):
        if not states.objects.filter(workflow=workflow).exists():
            tasks = list(workflow.workflow_tasks.values_list("task_id", flat=True))
            workflow.delete()
            apps.get_model("wagtailcore", "GroupApprovalTask").objects.filter(pk__in=tasks).delete()
    groups = apps.get_model("auth", "Group").objects.filter(name__in=["Moderators", "Editors"])
    groups.filter(user__isnull=True).delete()


class Migration(migrations.Migration):

    dependencies = [
        ("people", "0001_initial"),
        ("contenttypes", "0002_remove_content_type_name"),
        ("wagtailcore", "0098_apitoken"),
    ]

    operations = [
        migrations.RunPython(make_roles, migrations.RunPython.noop),
        migrations.RunPython(make_review, migrations.RunPython.noop),
        migrations.RunPython(remove_unused_defaults, migrations.RunPython.noop),
    ]
