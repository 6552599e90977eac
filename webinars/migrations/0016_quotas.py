from django.db import migrations, models
from django.db.models import Q

FIRST = [("rural", "people of villages and settlements"), ("grant", "people of organizations that hold a grant")]
RULES = [
    ("order", "in the order of joining"),
    ("rural", "people of villages and settlements come first"),
    ("grant", "people of organizations with a grant come first"),
    ("limit", "those before wait for a place of their organization"),
    ("hand", "called by a coordinator"),
]


def name_the_rule(apps, schema_editor):
    """What was offered so far was offered in the order of joining."""
    places = apps.get_model("webinars", "WaitingPlace").objects
    places.filter(offered_at__isnull=False).update(rule="order")


class Migration(migrations.Migration):
    dependencies = [("webinars", "0015_event_questions")]

    operations = [
        migrations.AddField(
            "session",
            "first_in_queue",
            models.CharField(
                blank=True,
                choices=FIRST,
                help_text="Who waits for a place sees it. Without a choice: in the order of joining.",
                max_length=5,
                verbose_name="first from the queue",
            ),
        ),
        migrations.AddField(
            "session",
            "organization_limit",
            models.PositiveSmallIntegerField(
                default=0,
                help_text="Holds for who enrolls or waits; whom the school lets in is counted too. 0 means without limit.",
                verbose_name="people of one organization at most",
            ),
        ),
        migrations.AddField(
            "waitingplace", "called_at", models.DateTimeField(blank=True, null=True, verbose_name="called ahead")
        ),
        migrations.AddField(
            "waitingplace",
            "reason",
            models.CharField(blank=True, max_length=200, verbose_name="why they were called ahead"),
        ),
        migrations.AddField(
            "waitingplace",
            "rule",
            models.CharField(blank=True, choices=RULES, max_length=5, verbose_name="why it was their turn"),
        ),
        migrations.RunPython(name_the_rule, migrations.RunPython.noop),
        migrations.RemoveConstraint("waitingplace", "waiting_offer_has_its_end"),
        migrations.AddConstraint(
            "waitingplace",
            models.CheckConstraint(
                condition=Q(offered_at__isnull=True, offer_ends_at__isnull=True, rule="")
                | (Q(offered_at__isnull=False, offer_ends_at__isnull=False) & ~Q(rule="")),
                name="waiting_offer_has_its_end_and_rule",
            ),
        ),
        migrations.AddConstraint(
            "waitingplace",
            models.CheckConstraint(
                condition=Q(called_at__isnull=True, reason="") | (Q(called_at__isnull=False) & ~Q(reason="")),
                name="waiting_called_with_a_reason",
            ),
        ),
    ]
