"""The desk of those who run the school: what comes next, and what waits for a person to decide.

Each asks the same gates as the screens it leads to, and takes as many queries for many matters as for one.
"""

from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Count, Exists, OuterRef, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.models import GroupApprovalTask, TaskState

from certificates.models import CertificateMail, IssueRun, PendingCertificate, Signature
from certificates.signing.keys import signing_is_on
from conferences.models import Call, Proposal
from conferences.proposals.reviewing import may_review
from content import wording
from courses.admission.admin_steps import may_decide
from courses.discussion.access import moderated_posts
from courses.models import Application, Cohort
from people.accounts import person_of
from webinars.access import may_manage
from webinars.models import AttendanceImport, AttendanceInterval, Registration, SeatRequest, Session

SHOWN = 7
ASKED_FOR = timedelta(days=30)  # after that nobody remembers who was there
SOON = timedelta(days=14)
FEW = 5
UNSIGNED_FOR = timedelta(hours=2)


@dataclass(frozen=True)
class Matter:
    """Something to decide, and where."""

    text: str
    url: str
    note: str = ""


def sessions_of(user):
    """Announced sessions that ``user`` runs: all of them for who schedules, else those one hosts."""
    sessions = Session.objects.scheduled().select_related("event")
    if may_manage(user):
        return sessions.listed()
    person = person_of(user)
    return sessions.filter(host=person) if person else sessions.none()


def coming_sessions(user, *, now):
    """The next sessions that ``user`` runs, with the seats taken."""
    return sessions_of(user).upcoming(now=now).with_taken()[:SHOWN]


def decisions(user, *, now):
    """What waits for ``user``, the most urgent kind first."""
    return [
        *unmarked_sessions(user, now=now),
        *waiting_files(user, now=now),
        *waiting_applications(user),
        *waiting_requests(user, now=now),
        *waiting_proposals(user),
        *reported_posts(user),
        *thin_cohorts(user, now=now),
        *pages_to_review(user),
        *lists_to_approve(user),
        *certificates_in_trouble(user, now=now),
        *certificates_to_sign(user, now=now),
        *mails_that_came_back(user),
    ]


def unmarked_sessions(user, *, now):
    """Sessions that ended although nobody was seen: the sheet may lie on a table."""
    seen = AttendanceInterval.objects.counted().filter(session=OuterRef("pk"))
    registered = Registration.objects.active().filter(session=OuterRef("pk"))
    ended = sessions_of(user).past(now=now).filter(ends_at__gt=now - ASKED_FOR)
    return [
        Matter(
            text=_("Nobody is marked present: %(title)s") % {"title": session.full_title},
            url=reverse("attendance_sheet", args=[session.public_id]),
            note=wording.moment(session.starts_at, now=now),
        )
        for session in ended.filter(Exists(registered), ~Exists(seen))[:SHOWN]
    ]


def waiting_applications(user):
    """Cohorts to whose applicants nobody has answered yet, one matter each."""
    if not may_decide(user):
        return []
    waiting = Cohort.objects.filter(applications__state=Application.State.WAITING).select_related("course")
    return [
        Matter(
            text=_("Applications wait: %(cohort)s") % {"cohort": cohort},
            url=f"{reverse('application_record:index')}?cohort={cohort.pk}&state=waiting",
            note=ngettext("%(number)d person", "%(number)d people", cohort.number_waiting)
            % {"number": cohort.number_waiting},
        )
        for cohort in waiting.annotate(number_waiting=Count("applications")).order_by("starts_on", "pk")[:SHOWN]
    ]


def waiting_requests(user, *, now):
    """Requests for seats in what is to come, as one matter."""
    if not may_manage(user):
        return []
    number = SeatRequest.objects.waiting().filter(session__starts_at__gt=now).count()
    note = ngettext("%(number)d person", "%(number)d people", number) % {"number": number}
    url = f"{reverse('seat_request:index')}?state=waiting"
    return [Matter(text=_("Requests for seats wait"), url=url, note=note)] if number else []


def waiting_proposals(user):
    """Calls with proposals that nobody has decided about or told their proposers of."""
    if not may_review(user):
        return []
    waits = Q(proposals__state=Proposal.State.SENT)
    untold = Q(proposals__state__in=Proposal.DECIDED, proposals__told_at=None)
    calls = Call.objects.select_related("programme__event").annotate(number=Count("proposals", filter=waits | untold))
    return [
        Matter(
            text=_("Proposals wait: %(title)s") % {"title": call},
            url=f"{reverse('proposal_record:index')}?call={call.pk}",
            note=ngettext("%(number)d proposal", "%(number)d proposals", call.number) % {"number": call.number},
        )
        for call in calls.filter(number__gt=0).order_by("closes_at", "pk")[:SHOWN]
    ]


def reported_posts(user):
    """Questions and answers that somebody reported, under the lessons that ``user`` keeps in order."""
    number = moderated_posts(user).reported().count()
    words = ngettext("%(number)d post is reported", "%(number)d posts are reported", number)
    return [Matter(words % {"number": number}, f"{reverse('trainer_questions')}?show=reported")] if number else []


def waiting_files(user, *, now):
    """Files of participants that somebody brought and nobody has confirmed."""
    if not may_manage(user):
        return []
    waiting = AttendanceImport.objects.filter(confirmed_at=None).select_related("session__event")
    return [
        Matter(
            text=_("Attendance from a file waits: %(title)s") % {"title": imported.session.full_title},
            url=reverse("attendance_import", args=[imported.session.public_id, imported.pk]),
            note=wording.moment(imported.uploaded_at, now=now),
        )
        for imported in waiting[:SHOWN]
    ]


def thin_cohorts(user, *, now):
    """Cohorts that start soon with few people: move, promote or cancel them."""
    if not user.has_perm("courses.change_cohort"):
        return []
    today = timezone.localdate(now)
    cohorts = Cohort.objects.public().filter(starts_on__gte=today, starts_on__lte=today + SOON).select_related("course")
    return [
        Matter(
            text=_("Few people so far: %(title)s") % {"title": cohort},
            url=reverse("cohort:edit", args=[cohort.pk]),
            note=_few(cohort, now=now),
        )
        for cohort in cohorts.with_taken().filter(taken__lt=FEW).order_by("starts_on", "pk")[:SHOWN]
    ]


def _few(cohort, *, now):
    """«18 січня: записано 3 людини»."""
    words = ngettext("%(day)s: %(number)d person enrolled", "%(day)s: %(number)d people enrolled", cohort.taken)
    return words % {"number": cohort.taken, "day": wording.day(cohort.starts_on, now=now)}


def pages_to_review(user):
    """What Wagtail lists below, counted in one query where its own way asks each task: all of ours are groups’."""
    theirs = GroupApprovalTask.objects.filter(active=True)
    if not user.is_superuser:
        theirs = theirs.filter(groups__user=user)
    number = TaskState.objects.filter(status=TaskState.STATUS_IN_PROGRESS, task__in=theirs.values("pk")).count()
    words = ngettext(
        "%(number)d page is waiting for your review", "%(number)d pages are waiting for your review", number
    )
    return [Matter(words % {"number": number}, "#awaiting-review-section")] if number else []


def certificates_in_trouble(user, *, now):
    if not user.has_perm("certificates.change_certificate"):
        return []
    number = PendingCertificate.objects.overdue(now=now).count()
    words = ngettext("%(number)d certificate is not issued yet", "%(number)d certificates are not issued yet", number)
    return [Matter(words % {"number": number}, reverse("pending_certificate:index"))] if number else []


def certificates_to_sign(user, *, now):
    """Files that should have been signed by now: the hourly round does not get them done."""
    if not (signing_is_on() and user.has_perm("certificates.change_certificate")):
        return []
    number = Signature.objects.waiting().filter(certificate__issued_at__lt=now - UNSIGNED_FOR).count()
    words = ngettext(
        "%(number)d certificate waits for its signature", "%(number)d certificates wait for their signature", number
    )
    return [Matter(words % {"number": number}, reverse("signatures:index"))] if number else []


def mails_that_came_back(user):
    """Mails about certificates that reached nobody, as one matter."""
    if not user.has_perm("certificates.change_certificate"):
        return []
    number = CertificateMail.objects.came_back().count()
    words = ngettext(
        "%(number)d mail about a certificate came back", "%(number)d mails about certificates came back", number
    )
    return [Matter(words % {"number": number}, f"{reverse('certificate:index')}?mail=back")] if number else []


def lists_to_approve(user):
    """Lists of certificates that a coordinator planned: an administrator approves them."""
    if not user.has_perm("certificates.add_certificate"):
        return []
    number = IssueRun.objects.filter(state=IssueRun.State.PLANNED).count()
    words = ngettext(
        "%(number)d list of certificates waits for your approval",
        "%(number)d lists of certificates wait for your approval",
        number,
    )
    return [Matter(words % {"number": number}, f"{reverse('issue_run:index')}?state=planned")] if number else []
