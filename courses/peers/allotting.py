"""Allot what was handed in to its readers: a sweep, so that nothing hangs on who hands in last."""

from datetime import datetime, time, timedelta

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone
from django.utils.crypto import salted_hmac

from courses.assignments.due import due_for
from courses.models import AssignmentPage, Cohort, Enrollment, PeerReview, Submission

from .drawing import draw
from .tasks import send_to_write

REMIND = timedelta(days=2)  # before the moment until which peers read
KEPT = timedelta(days=30)  # after the end of a cohort nobody is asked to read any more


def allot_all(*, now):
    """Allot in every cohort whose assignments peers read; how many readings."""
    number = 0
    for assignment in AssignmentPage.objects.live().filter(peer_readers__gt=0):
        if not (course := assignment.course):
            continue
        cohorts = Cohort.objects.public().filter(course=course)
        for cohort in cohorts.exclude(self_paced=False, ends_on__lt=(now - KEPT).date()):
            number += len(allot(assignment=assignment, cohort=cohort, now=now))
    return number


@transaction.atomic
def allot(*, assignment, cohort, now):
    """Allot the works of ``cohort`` that are in, once its due date is over; the new readings.

    Without a due date, once every work can have its readers. Those who left give back what they have not written.
    Safe to call twice, also at once: the row of the assignment is the lock.
    """
    assignment = AssignmentPage.objects.select_for_update(of=("self",), no_key=True).get(pk=assignment.pk)
    rows = PeerReview.objects.filter(cohort=cohort, submission__assignment=assignment)
    rows.to_write().exclude(reader__in=readers_in(cohort).values("person")).update(withdrawn_at=now)
    works, taken = works_of(assignment, cohort, rows)
    due = due_for(assignment=assignment, cohort=cohort)
    enough = due <= now if due else len(works) > assignment.peer_readers
    if not taken and not enough:
        return []
    people = sorted(works, key=lambda key: lot(assignment, cohort, key))
    pairs = draw(people=people, taken=taken, each=assignment.peer_readers)
    pairs.sort(key=lambda pair: lot(assignment, cohort, pair))  # keys in a row would tell who stands beside whom
    until = last_minute(max(due or now, now) + timedelta(days=assignment.peer_days))
    made = PeerReview.objects.bulk_create(
        PeerReview(submission_id=works[author], reader_id=reader, cohort=cohort, allotted_at=now, due_at=until)
        for reader, author in pairs
    )
    for reader in {review.reader_id for review in made}:
        send_to_write.enqueue(reader, assignment.pk)
    return made


def readers_in(cohort):
    """The places of those who study in ``cohort``: whoever came into a later one of the course studies there."""
    later = Enrollment.objects.active().filter(
        person=OuterRef("person"), cohort__course=OuterRef("cohort__course"), pk__gt=OuterRef("pk")
    )
    return Enrollment.objects.active().filter(~Exists(later), cohort=cohort)


def works_of(assignment, cohort, rows):
    """The work of each author that is read, by key of the person, and the pairs drawn before.

    That is the work which has readers already, else the latest one handed in: what is reworked is not read again.
    """
    authors = readers_in(cohort).values("person")
    submitted = Submission.objects.submitted().filter(assignment=assignment, person__in=authors).order_by("number")
    works = dict(submitted.values_list("person", "pk"))
    taken = {}
    for pk, author, reader, withdrawn in rows.values_list("submission", "submission__person", "reader", "withdrawn_at"):
        taken[reader, author] = withdrawn is None
        if author in works:
            works[author] = pk
    return works, taken


def lot(assignment, cohort, drawn):
    """The place of ``drawn`` in the order: the same at every call, and not to be guessed by who knows the keys."""
    return salted_hmac("courses.peers", f"{assignment.pk}:{cohort.pk}:{drawn}").hexdigest()


def last_minute(moment):
    """The last minute in Kyiv of the day of ``moment``."""
    zone = timezone.get_default_timezone()
    return datetime.combine(timezone.localdate(moment, zone), time(23, 59), tzinfo=zone)


@transaction.atomic
def remind_all(*, now):
    """Remind each person once of what they have to write within two days; how many mails."""
    near = PeerReview.objects.to_write().filter(reminded_at=None, due_at__gt=now, due_at__lte=now + REMIND)
    near = near.filter(allotted_at__lte=now - timedelta(days=1)).select_for_update(of=("self",))
    found = list(near.order_by("pk").values_list("pk", "reader", "submission__assignment"))
    PeerReview.objects.filter(pk__in=[pk for pk, *_rest in found]).update(reminded_at=now)
    people = dict.fromkeys((reader, assignment) for _pk, reader, assignment in found)
    for reader, assignment in people:
        send_to_write.enqueue(reader, assignment)
    return len(people)
