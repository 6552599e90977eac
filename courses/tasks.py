"""Background work of courses; each task may run twice and takes keys, not rows.

``progress`` and the verbs on lists are imported when their tasks run: they import this module.
"""

from django.utils import timezone
from django_tasks import task

from .emails import ACCEPTED, CANCELLED, DECLINED, ENROLLED, REMOVED, cohort_mail, marked_mail
from .models import (
    Application,
    CourseImport,
    Enrollment,
    EnrollmentList,
    LessonPage,
    Mark,
    Nominee,
    ProgrammePage,
    SeatAllotment,
)
from .seat_emails import ALLOTTED, NOT_COMING, RETURNED, contacts_mails, nomination_mail
from .weight import weigh_lesson


@task()
def send_enrolled(enrollment_pk):
    """Confirm a place by mail, unless it was given back meanwhile."""
    _send(Enrollment.objects.active(), enrollment_pk, ENROLLED)


@task()
def tell_cancelled(cohort_pk):
    """One mail task for each person with a place, so that one bad address stops nobody else's mail."""
    for pk in Enrollment.objects.active().filter(cohort=cohort_pk).values_list("pk", flat=True):
        send_cancelled.enqueue(pk)


@task()
def send_cancelled(enrollment_pk):
    """Tell one person that the cohort does not take place, unless it does again or they left."""
    _send(Enrollment.objects.active().filter(cohort__state="cancelled"), enrollment_pk, CANCELLED)


@task()
def send_removed(enrollment_pk):
    """Tell a person that the school took their place back."""
    _send(Enrollment.objects.filter(withdrawn_at__isnull=False), enrollment_pk, REMOVED)


@task()
def send_decision(application_pk):
    """Tell an applicant what was decided, by what their application says then."""
    for kind in (ACCEPTED, DECLINED):
        _send(Application.objects.filter(state=kind), application_pk, kind)


@task()
def send_allotted(allotment_pk):
    """Tell the contacts of an organization that seats are kept for its people."""
    _tell_contacts(allotment_pk, ALLOTTED)


@task()
def send_returned(allotment_pk, number):
    """Tell them how many seats went back to everybody, as nobody had taken them."""
    _tell_contacts(allotment_pk, RETURNED, number=number)


@task()
def send_nominated(nominee_pk):
    """Invite somebody whom an organization named, unless that is over or they have no address."""
    nominees = Nominee.objects.invited().select_related(
        "named_by", "allotment__organization", "allotment__cohort__course"
    )
    if nominee := nominees.exclude(email="").filter(pk=nominee_pk).first():
        nomination_mail(nominee).send()


@task()
def send_declined_by_nominee(nominee_pk):
    """Tell the contacts that somebody is not coming, so that they name another."""
    nominee = Nominee.objects.get(pk=nominee_pk)
    _tell_contacts(nominee.allotment_id, NOT_COMING, nominee=nominee)


@task()
def return_unused_seats():
    """The sweep: seats of organizations that nobody took in time are free for everybody."""
    from .admission.allotments import return_unused  # noqa: PLC0415 -- see the module's docstring

    return return_unused(now=timezone.now())


@task()
def carry_out_list(list_pk):
    """Enroll the people of a confirmed list, from the first line that has no result."""
    from .admission.lists import carry_out  # noqa: PLC0415 -- see the module's docstring

    if listed := EnrollmentList.objects.select_related("confirmed_by__user").filter(pk=list_pk).first():
        carry_out(listed)


@task()
def forget_lists():
    """The sweep: erase people in files who were never enrolled."""
    from .admission.forgetting import erase_listed  # noqa: PLC0415 -- see the module's docstring

    return erase_listed(now=timezone.now())


@task()
def send_marked(mark_pk):
    """Tell a person that their work is marked."""
    mark = Mark.objects.select_related("submission__person", "submission__assignment__locale").get(pk=mark_pk)
    marked_mail(mark).send()


@task()
def complete_due():
    """The sweep: complete what a change of the course or of its sessions has made complete."""
    from .progress import complete_all  # noqa: PLC0415 -- see the module's docstring

    return complete_all(now=timezone.now())


@task()
def settle_deadlines():
    """The sweep: what calendars are told of due dates follows the dates of cohorts and assignments."""
    from .deadlines import settle  # noqa: PLC0415 -- see the module's docstring

    return settle(now=timezone.now())


@task()
def finish_timed_attempts():
    """The sweep: attempts whose time is over are graded by what was saved."""
    from .quizzes import finish_expired  # noqa: PLC0415 -- see the module's docstring

    return finish_expired(now=timezone.now())


@task()
def complete_programme(programme_pk):
    """Complete a programme that has changed for who has done what it asks now."""
    from .programmes.completing import complete_all as complete  # noqa: PLC0415 -- see the module's docstring

    if programme := ProgrammePage.objects.filter(pk=programme_pk).first():
        complete(programme, now=timezone.now())


@task()
def unpack_course(import_pk):
    """Make a course of a confirmed file, from the first step that is not made."""
    from .parcels.bringing import unpack  # noqa: PLC0415 -- see the module's docstring

    running = CourseImport.objects.filter(pk=import_pk, confirmed_at__isnull=False, done_at=None)
    if imported := running.select_related("catalog", "confirmed_by").first():
        unpack(imported)


@task()
def forget_course_files():
    """The sweep: throw away files of courses that nobody confirmed."""
    from .parcels.bringing import forget_old  # noqa: PLC0415 -- see the module's docstring

    return forget_old(now=timezone.now())


@task()
def weigh(lesson_pk):
    """Note how much data a lesson costs its reader."""
    if lesson := LessonPage.objects.filter(pk=lesson_pk).first():
        weigh_lesson(lesson)


def _tell_contacts(pk, kind, **more):
    allotment = SeatAllotment.objects.select_related("organization", "cohort__course__locale").get(pk=pk)
    for mail in contacts_mails(allotment, kind=kind, **more):
        mail.send()


def _send(rows, pk, kind):
    """Nothing is sent to who gave no address."""
    row = rows.select_related("person", "cohort__course__locale").filter(pk=pk).first()
    if row and row.person.email:
        cohort_mail(about=row, kind=kind).send()
