"""Mark what was handed in: accept it, or return it for rework. A submission is marked once."""

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from courses.access import is_own, may_read_everything
from courses.exceptions import MarkRefused
from courses.models import AssignmentPage, CoursePage, Mark, Submission
from courses.progress import complete_courses_of
from courses.tasks import send_marked
from people.accounts import person_of


def marked_by(user):
    """Submissions ``user`` may mark: of the courses they teach; coordinators, of all."""
    submissions = Submission.objects.submitted()
    if may_read_everything(user):
        return submissions
    person = person_of(user)
    if person is None:
        return submissions.none()
    taught = CoursePage.objects.filter(trainer_rows__speaker__person=person).values_list("path", flat=True)
    below = Q(pk__in=[])
    for path in taught:
        below |= Q(assignment__path__startswith=path)
    return submissions.filter(below)


def readable_by(user):
    """Submissions whose files ``user`` may have: one’s own, also drafts, and those one may mark."""
    own = Submission.objects.filter(person=person_of(user)) if person_of(user) else Submission.objects.none()
    return Submission.objects.filter(Q(pk__in=own.values("pk")) | Q(pk__in=marked_by(user).values("pk")))


def chosen_levels(assignment, levels, notes):
    """The rubric with the level chosen for each criterion and what is said of it, in words.

    ``levels``: keys of levels by key of criterion; ``notes``: words by key of criterion, where there are any.
    Raises ``MarkRefused`` for a criterion without a level.
    """
    rows = []
    for criterion in assignment.criteria.prefetch_related("levels"):
        known = {level.pk: level for level in criterion.levels.all()}
        level = known.get(levels.get(criterion.pk))
        if level is None:
            raise MarkRefused(_("Choose a level for each criterion."))
        most = max(one.points for one in known.values())
        said = notes.get(criterion.pk, "").strip()
        rows.append(
            {"criterion": criterion.title, "level": level.title, "points": level.points, "of": most, "comment": said}
        )
    return rows


def late_points(submission, points):
    """Points taken off for the days begun after the due date."""
    assignment = submission.assignment
    if assignment.late_rule != AssignmentPage.LateRule.PERCENT:
        return 0
    return points * min(assignment.late_percent * submission.days_late, 100) // 100


@transaction.atomic
def mark(*, submission, by, accepted, points=None, levels=None, notes=None, comment="", now):
    """Mark ``submission``; with a rubric its levels make the points. An accepted one may complete the course.

    Raises ``MarkRefused`` for one marked meanwhile (it says by whom), for points out of bounds, for accepting less
    than is needed, for one’s own work and for returning without a word. Nothing is written then.
    """
    submission = Submission.objects.select_for_update(of=("self",)).get(pk=submission.pk)
    if is_own(submission, by):
        raise MarkRefused(_("This is your own work. Another trainer or a coordinator has to mark it."))
    if earlier := Mark.objects.filter(submission=submission).select_related("by").first():
        who = getattr(person_of(earlier.by), "legal_name", "") or str(earlier.by)
        raise MarkRefused(_("%(who)s has marked this meanwhile. Nothing was changed.") % {"who": who})
    if submission.submitted_at is None:
        raise MarkRefused(_("This is not handed in yet."))
    assignment = submission.assignment
    rubric = chosen_levels(assignment, levels or {}, notes or {})
    points = sum(row["points"] for row in rubric) if rubric else points
    if points is None or not 0 <= points <= assignment.max_points:
        raise MarkRefused(_("Points are from 0 to %(most)s.") % {"most": assignment.max_points})
    taken_off = late_points(submission, points)
    if accepted and points - taken_off < assignment.pass_points:
        raise MarkRefused(_("%(least)s points are needed to accept it.") % {"least": assignment.pass_points})
    if not accepted and not any([comment.strip(), *(row["comment"] for row in rubric)]):
        raise MarkRefused(_("Say what to work on before you return it."), field="comment")
    made = Mark.objects.create(
        submission=submission,
        accepted=accepted,
        points=points - taken_off,
        taken_off=taken_off,
        rubric=rubric,
        comment=comment.strip(),
        by=by,
        at=now,
    )
    log(submission, "courses.assignment.mark", user=by, data={"points": made.points, "accepted": accepted})
    if submission.person.email:
        send_marked.enqueue(made.pk)
    complete_courses_of(person=submission.person, now=now, course=assignment.course)
    return made
