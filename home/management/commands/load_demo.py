"""``manage.py load_demo``: the whole demonstration school, built by calling the verbs. Safe to run again."""

from django.conf import settings
from django.core.management.base import BaseCommand
from django.test.utils import override_settings
from django.utils import timezone
from django.utils.translation import override

from courses.models import CoursePage
from home.demo import activity, pages, registry
from people.models import Person

QUIET = {
    "TASKS": {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}},
    "EMAIL_BACKEND": "django.core.mail.backends.dummy.EmailBackend",
}


class Command(BaseCommand):
    help = "Load the demonstration school: courses, events, organizations, people, attendance, certificates."

    def handle(self, *args, **options):
        with override_settings(**QUIET), override("uk"):
            self.load(now=timezone.now())
        self.report()

    def load(self, *, now):
        self.step("Pages")
        site = pages.build_site()
        self.step("Organizations and people")
        organizations = registry.build_organizations()
        registry.build_participants(organizations)
        trainer = registry.build_logins()
        people = list(Person.objects.filter(user__isnull=True).order_by("pk"))
        self.step("Events")
        activity.build_events(site["events"], host=trainer, now=now)
        activity.build_certificates(site["courses"])
        main = CoursePage.objects.get(slug="biudzhet-hromady")
        self.step("Registrations and attendance")
        activity.fill_sessions(people, trainer=trainer, now=now)
        self.step("Cohorts and completions")
        activity.build_cohorts(site["courses"], people, now=now)
        activity.build_live_cohort(main, site["events"], trainer=trainer, now=now)
        activity.start_own_path(main, now=now)

    def step(self, name):
        self.stdout.write(f"  {name} …")
        self.stdout.flush()

    def report(self):
        self.stdout.write("\nSign in with:")
        for email, *_rest in registry.LOGINS:
            self.stdout.write(f"  {email:32} {registry.PASSWORD}")
        self.stdout.write(f"\nThe school: {settings.SITE_URL}/   The admin: {settings.SITE_URL}/admin/\n")
