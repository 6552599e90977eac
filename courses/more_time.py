"""More time for one person: an assignment due later, longer attempts at a quiz, a later end of the course."""

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from content import wording

from .assignments.due import due_for
from .exceptions import ExtensionRefused
from .models import AssignmentPage, Enrollment, Extension, QuizPage


@transaction.atomic
def give_more_time(*, enrollment, page, reason, by, now, until=None, minutes=None):
    """Give the person of ``enrollment`` until ``until``, or so many ``minutes`` more for an attempt, at ``page``.

    ``page`` is an assignment or a quiz of the course; None is the end of the course. With neither value it is as it is
    for the cohort again. Twice the same is once. Raises ``ExtensionRefused``, which names the field.
    """
    held = Enrollment.objects.select_for_update(of=("self",))
    enrollment = held.select_related("cohort__course").get(pk=enrollment.pk)
    if not reason.strip():
        raise ExtensionRefused(_("Say why: the person reads it, and it stands in the log."), field="reason")
    if until is not None or minutes is not None:
        _check(enrollment, page, until=until, minutes=minutes, now=now)
    known = enrollment.extensions.filter(page=page).first()
    row = known or Extension(enrollment=enrollment, page=page, sequence=0)
    if (row.until, row.minutes) == (until, minutes):
        return known
    row.until, row.minutes, row.reason = until, minutes, reason.strip()
    row.given_by, row.given_at, row.sequence = by, now, row.sequence + 1
    row.save()
    data = {"for": page.title if page else "", "until": until and until.isoformat(), "minutes": minutes}
    log(enrollment, "courses.more_time", user=by, data={**data, "reason": row.reason})
    return row


def _check(enrollment, page, *, until, minutes, now):
    if isinstance(page, QuizPage):
        if not page.minutes_allowed:
            raise ExtensionRefused(_("This quiz has no limit of time."), field="page")
        if minutes is None or until is not None:
            raise ExtensionRefused(_("For a quiz say how many minutes more an attempt lasts."), field="minutes")
        return
    if until is None or minutes is not None:
        raise ExtensionRefused(_("Say until when."), field="until")
    due = due_for(assignment=page, cohort=enrollment.cohort) if page else enrollment.cohort.deadline
    if due is None:
        raise ExtensionRefused(_("This has no end for this cohort, so nobody needs more time."), field="page")
    if until <= max(due, now):
        day = wording.moment(max(due, now), now=now)
        raise ExtensionRefused(_("More time ends later than %(day)s (Kyiv time).") % {"day": day}, field="until")


def things_for(cohort):
    """What somebody of ``cohort`` can be given more time for, as pages in the order of the path."""
    assignments = AssignmentPage.objects.live().descendant_of(cohort.course).defer("body")
    due = [page for page in assignments if due_for(assignment=page, cohort=cohort)]
    timed = QuizPage.objects.live().descendant_of(cohort.course).filter(minutes_allowed__gt=0)
    return sorted([*due, *timed], key=lambda page: page.path)


def minutes_for(*, person, quiz):
    """Minutes an attempt of ``person`` lasts; 0 without limit."""
    if not quiz.minutes_allowed or person is None:
        return quiz.minutes_allowed
    given = Extension.objects.filter(page=quiz.pk, enrollment__person=person, enrollment__withdrawn_at__isnull=True)
    return quiz.minutes_allowed + (given.aggregate(most=Max("minutes"))["most"] or 0)
