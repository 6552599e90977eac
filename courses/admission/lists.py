"""People whom the school enrolls from a file: read, matched, looked over, confirmed, carried out line by line."""

import hashlib

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from content.brought import printable
from courses.enrollment import give_place, place_of, refusal_by_seats, refusal_to_all
from courses.exceptions import ListRefused
from courses.models import Cohort, EnrollmentList, ListedPerson
from courses.tasks import carry_out_list, send_enrolled
from people.accounts import write_down
from people.models import Person
from webinars.matching import Matcher
from webinars.sources.tables import NotATable

from .prerequisites import refusal_by_prerequisites
from .sheets import read

CHUNK = 500
How, Outcome = ListedPerson.How, ListedPerson.Outcome


def upload(*, cohort, name, data, by, now):
    """Read the file ``data`` (bytes) and say who is who; nobody is enrolled before it is confirmed.

    The same file that waits or runs already is one list. Raises ``ListRefused``. All that takes time is done before
    the cohort's row is held.
    """
    try:
        sheet = read(data)
    except NotATable as trouble:
        raise ListRefused(str(trouble)) from trouble
    if not sheet.lines:
        raise ListRefused(_first_problem(sheet))
    rows = _matched(cohort, sheet.lines)
    digest = hashlib.sha256(data).hexdigest()
    return _keep(
        cohort, rows, file_name=printable(name), digest=digest, problems=sheet.problems, uploaded_by=by, uploaded_at=now
    )


@transaction.atomic
def _keep(cohort, rows, **about):
    cohort = Cohort.objects.locked(cohort.pk)
    if known := cohort.lists.filter(digest=about["digest"], done_at=None).first():
        return known
    if refusal := refusal_to_all(cohort, now=about["uploaded_at"]):
        raise ListRefused(refusal)
    listed = cohort.lists.create(**about)
    for row in rows:
        row.file = listed
    ListedPerson.objects.bulk_create(rows, batch_size=CHUNK)
    return listed


def _first_problem(sheet):
    if not sheet.problems:
        return _("The file names nobody.")
    line, why = sheet.problems[0]
    return _("No line of this file can be read. Line %(line)d: %(why)s") % {"line": line, "why": why}


def _matched(cohort, lines):
    """One row for each line. Who resembles nobody at all and has a name is new; the rest a person decides."""
    rows = [ListedPerson(line=line.number, name=line.name, email=line.email, phone=line.phone) for line in lines]
    seated = cohort.enrollments.active().values_list("person_id", flat=True)
    matcher = Matcher(rows, seated=seated)
    for row in rows:
        match = matcher.match(row)
        row.person_id, row.how, row.suggestions = match.person, match.how, list(match.suggestions)
        if not row.how and not row.suggestions and row.name:
            row.how = How.NEW
    return rows


@transaction.atomic
def decide_row(*, row, who):
    """Say who ``row`` of a waiting list is: a person, ``How.NEW`` or ``How.SKIPPED``. Raises ``ListRefused``."""
    listed = _locked(row.file)
    if not listed.waits:
        raise ListRefused(_("This list is confirmed already."))
    row = listed.people.get(pk=row.pk)
    if who == How.NEW and not row.name:
        raise ListRefused(_("Line %(line)d: a new person needs a name.") % {"line": row.line})
    row.person, row.how = (who, How.HAND) if isinstance(who, Person) else (None, who)
    row.save(update_fields=["person", "how"])
    return row


@transaction.atomic
def decide_rest(*, listed, who):
    """Say of all who are still open that they are ``How.NEW`` or ``How.SKIPPED``; how many stay, for want of a name.

    Raises ``ListRefused``.
    """
    listed = _locked(listed)
    if not listed.waits:
        raise ListRefused(_("This list is confirmed already."))
    rows = listed.people.undecided()
    (rows.exclude(name="") if who == How.NEW else rows).update(how=who, person=None)
    return rows.count()


@transaction.atomic
def confirm(*, listed, by, now):
    """Let the list be carried out. Twice is once; what stands still half-way goes on."""
    listed = _locked(listed)
    if listed.waits:
        if listed.people.undecided().exists():
            raise ListRefused(_("Decide about everybody first."))
        listed.confirmed_by, listed.confirmed_at = by, now
        listed.save(update_fields=["confirmed_by", "confirmed_at"])
        log(listed.cohort, "courses.list.confirm", user=by.user, data=said(listed))
    if listed.runs:
        carry_out_list.enqueue(listed.pk)
    return listed


@transaction.atomic
def discard(*, listed):
    """Forget a file that was never confirmed."""
    listed = _locked(listed)
    if not listed.waits:
        raise ListRefused(_("This list is confirmed already."))
    listed.delete()


def carry_out(listed):
    """Enroll line by line, each in a transaction of its own: whatever stops it, what is written is whole.

    It may run twice, also at once: a line with a result is left as it is.
    """
    for pk in list(listed.people.to_do().values_list("pk", flat=True)):
        _one(pk, by=listed.confirmed_by.user, now=timezone.now())
    with transaction.atomic():
        listed = _locked(listed)
        if listed.runs and not listed.people.to_do().exists():
            listed.done_at = timezone.now()
            listed.save(update_fields=["done_at"])
            log(listed.cohort, "courses.list.done", data=said(listed))


@transaction.atomic
def _one(pk, *, by, now):
    row = ListedPerson.objects.select_related("file").get(pk=pk)
    cohort = Cohort.objects.locked(row.file.cohort_id)
    row = ListedPerson.objects.select_related("person__user").get(pk=pk)  # as it is now that the cohort is held
    if not row.outcome:
        row.outcome, row.problem = _enrolled(row, cohort, by=by, now=now)
        row.save(update_fields=["outcome", "problem", "person"])


def _enrolled(row, cohort, *, by, now):
    """(outcome, why) of one line. A refused line makes no person either."""
    if row.how == How.SKIPPED:
        return Outcome.SKIPPED, ""
    person = row.person or _known_by_email(row)
    if person and place_of(person, cohort):
        row.person = person
        return Outcome.HAD_PLACE, ""
    missing = refusal_by_prerequisites(person, cohort)
    if refusal := refusal_to_all(cohort, now=now) or missing or refusal_by_seats(cohort, person):
        return Outcome.REFUSED, refusal
    row.person = person or write_down(name=row.name, email=row.email, phone=row.phone)
    enrollment = give_place(person=row.person, cohort=cohort, now=now, by=by)
    send_enrolled.enqueue(enrollment.pk)
    return Outcome.ENROLLED, ""


def _known_by_email(row):
    """Somebody who came to the school since the file was read, or whom an earlier line of it has made."""
    return Person.objects.filter(email__iexact=row.email).first() if row.email else None


def _locked(listed):
    """The cohort first, as every way in locks it, then the list."""
    Cohort.objects.locked(listed.cohort_id)
    lists = EnrollmentList.objects.select_for_update(of=("self",)).select_related("cohort", "confirmed_by__user")
    return lists.get(pk=listed.pk)


def said(listed):
    return {"file": listed.file_name, "sha256": listed.digest}
