"""What happens by the clock: one table. ``manage.py sync_schedules`` makes the cluster's rows match it."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta

from django.db import transaction
from django.utils import timezone
from django_q.models import Schedule

from calendars.tasks import read_replies, send_invitations
from certificates.run_tasks import resume_runs
from certificates.sweeps import finish_certificates
from conferences.tasks import forget_proposals
from content.checking.tasks import look_over_old
from courses.admission.queue_tasks import sweep_queues
from courses.discussion.tasks import leave_digests
from courses.peers.tasks import care_for_peer_reviews
from courses.tasks import (
    complete_due,
    finish_timed_attempts,
    forget_course_files,
    forget_lists,
    return_unused_seats,
    settle_deadlines,
)
from surveys.tasks import leave_survey_notices, unseal_surveys
from webinars.room_tasks import (
    check_room_server,
    erase_old_recordings,
    fetch_phones,
    go_on_with_recordings,
    read_room_events,
)
from webinars.tasks import (
    decide_ended_sessions,
    erase_emergency_contacts,
    erase_old_names,
    expire_waiting_offers,
    send_due_reminders,
    tell_who_missed,
)

from .forgetting import forget_finished_tasks

NIGHT = time(3, 20)  # nobody studies then; not on the hour, when every other machine works


@dataclass(frozen=True)
class Job:
    """Something done every ``minutes``, or every night. ``args`` are plain values."""

    name: str
    func: str
    args: tuple
    minutes: int = 0


def of_task(name, task, **when):
    """A job that runs one of our ``@task()`` functions."""
    return Job(name, "lms.tasks.run", (task.module_path, [], {}), **when)


def of_command(name, command, **when):
    """A job that runs a management command."""
    return Job(name, "django.core.management.call_command", (command,), **when)


JOBS = (
    of_task("Send the calendar mails that wait", send_invitations, minutes=1),
    of_task("Read what calendar apps answered to invitations", read_replies, minutes=5),
    of_task("Read what the room server said", read_room_events, minutes=1),
    of_task("Ask the room server whether it works", check_room_server, minutes=10),
    of_task("Go on with recordings, and fetch those that JaaS has", go_on_with_recordings, minutes=5),
    of_task("Ask the room server for its telephone numbers", fetch_phones, minutes=15),
    of_task("Erase recordings whose last day is over", erase_old_recordings),
    of_task("Decide who attended the sessions that ended", decide_ended_sessions, minutes=5),
    of_task("Offer the seats that nobody took to the next in the queue", expire_waiting_offers, minutes=5),
    of_task("Offer the places in cohorts that nobody took to whose turn is next", sweep_queues, minutes=5),
    of_task("Tell who missed a session how to attend it afterwards", tell_who_missed, minutes=5),
    of_task("Remind people of the sessions that are near", send_due_reminders, minutes=5),
    of_task("Give seats back that organizations did not fill in time", return_unused_seats, minutes=15),
    of_task("Finish the quiz attempts whose time is over", finish_timed_attempts, minutes=1),
    of_task("Tell calendars until when things are due", settle_deadlines, minutes=5),
    of_task("Give works to the peers who read them, and remind those", care_for_peer_reviews, minutes=15),
    of_task("Complete the courses whose rule changed", complete_due),
    of_task("Tell by mail of new questions and answers", leave_digests, minutes=60),
    of_task("Tell by mail of surveys that are open", leave_survey_notices, minutes=15),
    of_task("Issue, write and mail the certificates that wait", finish_certificates, minutes=60),
    of_task("Go on with lists of certificates that lost their worker", resume_runs, minutes=5),
    of_command("Publish and take down pages on time", "publish_scheduled", minutes=5),
    of_command("Forget expired sign-ins", "clearsessions"),
    of_task("Look pages over again, since what they lead to changes", look_over_old),
    of_task("Erase names that attendance no longer needs", erase_old_names),
    of_task("Erase whom to call in an emergency once a visit is long over", erase_emergency_contacts),
    of_task("Erase people in files who were never enrolled", forget_lists),
    of_task("Throw away files of courses that nobody confirmed", forget_course_files),
    of_task("Erase proposals that came into no programme", forget_proposals),
    of_task("Take the seals off the answers to surveys that are closed", unseal_surveys),
    of_task("Forget what the worker did a month ago", forget_finished_tasks),
)


def first_run(job, *, now):
    """At once for what runs all day, the coming night for the rest."""
    if job.minutes:
        return now
    here = timezone.localtime(now)
    night = timezone.make_aware(datetime.combine(here.date(), NIGHT))
    return night if night > now else timezone.make_aware(datetime.combine(here.date() + timedelta(days=1), NIGHT))


@transaction.atomic
def sync_schedules(*, now):
    """Add what is missing, correct what changed, remove what the table no longer has. Safe to call at each start."""
    for job in JOBS:
        what = {
            "func": job.func,
            "args": repr(job.args),
            "schedule_type": Schedule.MINUTES if job.minutes else Schedule.DAILY,
            "minutes": job.minutes or None,
            "repeats": -1,
        }
        Schedule.objects.update_or_create(
            name=job.name, defaults=what, create_defaults={**what, "next_run": first_run(job, now=now)}
        )
    Schedule.objects.exclude(name__in=[job.name for job in JOBS]).delete()
