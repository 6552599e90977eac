"""``manage.py load_demo``: the whole demonstration school, built by calling the verbs, all of it or nothing."""

from contextlib import contextmanager

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.test.utils import override_settings
from django.utils import timezone
from django.utils.translation import override
from django_tasks import TaskResultStatus
from django_tasks.signals import task_finished
from wagtail.signal_handlers import disable_reference_index_auto_update

from courses.deadlines import settle
from home.demo import (
    admission,
    answers,
    assignments,
    beside,
    certification,
    cohort_queues,
    consultations,
    discussion,
    events,
    films,
    importing,
    later,
    learning,
    master_classes,
    meetings,
    opening,
    pages,
    presence,
    programmes,
    proposals,
    queues,
    registry,
    requests,
    reviewing,
    rules,
    seats,
    sent,
    surveys,
)
from home.models import HomePage
from people.models import User

QUIET = {
    "TASKS": {"default": {"BACKEND": "home.demo.later.Later"}},
    "EMAIL_BACKEND": "django.core.mail.backends.dummy.EmailBackend",
}


class Command(BaseCommand):
    help = "Load the demonstration school into an empty database; a school that is there already is left as it is."

    def handle(self, *args, **options):
        if not settings.DEMO_ALLOWED:
            raise CommandError("This is a real school: invented people with known passwords do not belong here.")
        if HomePage.objects.exists():
            self.stdout.write("  a school is there already; nothing was changed")
        else:
            with quietly(), override("uk"):
                with transaction.atomic():
                    with disable_reference_index_auto_update():
                        self.load(now=timezone.now())
                    self.index()
                later.check_pages()
        self.report()

    def load(self, *, now):
        self.step("pages")
        pages.build_site()
        certification.build_rules()
        self.step("organizations and people")
        organizations = registry.build_organizations()
        people = registry.build_participants(organizations)
        logins = registry.build_logins(organizations)
        staff = logins["coordinator"]
        self.step("events, registrations, attendance")
        events.build_sessions(people, staff=staff, now=now)
        beside.build_boards(staff=staff, now=now)
        meetings.build_meetings(participant=logins["participant"], trainer=logins["trainer"], staff=staff, now=now)
        films.build_films()
        queues.build_queues(people, participant=logins["participant"], now=now)
        requests.build_requests(people, participant=logins["participant"], staff=staff, now=now)
        sent.build_sent(people, contact=logins["participant"], staff=staff, now=now)
        programmes.build_programmes(staff=staff, now=now)
        films.build_digests()
        proposals.build_proposals(staff=staff, now=now)
        consultations.build_consultations(people, logins=logins, now=now)
        answers.build_answers(trainer=logins["trainer"], now=now)
        self.step("cohorts, lessons, quizzes, certificates")
        learning.build_cohorts(people, participant=logins["participant"], staff=staff, now=now)
        master_classes.build_master_classes(staff=staff, now=now)
        assignments.build_homework(participant=logins["participant"], staff=staff, now=now)
        discussion.build_discussion(participant=logins["participant"], trainer=logins["trainer"], now=now)
        discussion.build_notes(participant=logins["participant"], now=now)
        admission.build_admission(people, participant=logins["participant"], staff=staff, now=now)
        cohort_queues.build_cohort_queue(people, participant=logins["participant"], staff=staff, now=now)
        seats.build_seats(people, contact=logins["participant"], staff=staff, now=now)
        certification.build_badge(participant=logins["participant"], now=now)
        certification.build_suspension(participant=logins["participant"], staff=staff, now=now)
        certification.build_thanks(staff=staff, now=now)
        certification.build_other_kinds(contact=logins["participant"], staff=staff, now=now)
        reviewing.build_review(trainer=logins["trainer"])
        reviewing.build_module_in_review(trainer=logins["trainer"])
        certification.certify_programme(opening.build_programme(), now=now)
        opening.open_step_by_step(staff=staff, now=now)
        opening.ask_for_a_course_before()
        surveys.build_surveys(participant=logins["participant"], staff=staff, now=now)
        settle(now=now)
        presence.build_presence(people, staff=staff, now=now)
        importing.bring_file(staff=staff, now=now)
        rules.change_a_rule(staff=staff, now=now)

    def index(self):
        """Once for all, not at each save: what refers to what, and what can be searched for."""
        self.step("search")
        call_command("rebuild_references_index", verbosity=0)
        call_command("update_index", verbosity=0)

    def step(self, name):
        self.stdout.write(f"  {name} …")
        self.stdout.flush()

    def report(self):
        """The ways in, if this school is the demonstration."""
        if not User.objects.filter(email__in=map(registry.email_of, registry.LOGINS)).exists():
            return
        self.stdout.write("\nSign in with:")
        for name in registry.LOGINS:
            self.stdout.write(f"  {registry.email_of(name):32} {registry.PASSWORD}")
        self.stdout.write(f"\nThe school: {settings.SITE_URL}/   The admin: {settings.SITE_URL}/admin/\n")


@contextmanager
def quietly():
    """Tasks run at once, and nobody is mailed."""
    later.Later.waiting.clear()
    task_finished.connect(stop_at_failure)
    try:
        with override_settings(**QUIET):
            yield
    finally:
        task_finished.disconnect(stop_at_failure)


def stop_at_failure(sender, task_result, **kwargs):
    """The backend that runs tasks at once only logs what they raise; a school with holes must not be loaded."""
    if task_result.status == TaskResultStatus.FAILED:
        raise CommandError(f"{task_result.task.module_path} failed:\n{task_result.errors[-1].traceback}")
