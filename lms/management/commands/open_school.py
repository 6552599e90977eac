"""``manage.py open_school``: the frame of a new school, for its editors to fill."""

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils.translation import override

from certificates.designs import ship_designs
from home.demo.pages import build_frame
from home.models import HomePage, StandardPage
from lms.site import sync_site


class Command(BaseCommand):
    help = "Make front pages, catalog, calendar, topics, texts and certificate designs where there are none of them."

    @transaction.atomic
    def handle(self, *args, **options):
        if HomePage.objects.exists():
            raise CommandError("There is a school here already; its pages are changed in the admin.")
        with override("uk"):
            build_frame()
            ship_designs()
        sync_site()
        self.stdout.write("The school is open. Its pages of text are those of the demonstration; make them yours:")
        for page in StandardPage.objects.order_by("path"):
            self.stdout.write(f"  {page.full_url}  {page.title}")
