"""``manage.py sync_schedules``: the cluster does by the clock what lms/schedules.py says, no more and no less."""

from django.core.management.base import BaseCommand
from django.utils import timezone

from lms.schedules import JOBS, sync_schedules


class Command(BaseCommand):
    help = "Make the cluster's periodic jobs match lms/schedules.py."

    def handle(self, *args, **options):
        sync_schedules(now=timezone.now())
        self.stdout.write(f"{len(JOBS)} periodic jobs are in place.")
