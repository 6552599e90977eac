"""Assignments of the demo school: a task with its rubric, and what people handed in – accepted, returned, waiting."""

from datetime import timedelta

from courses.assignments.marking import mark
from courses.assignments.submitting import save_draft, submit
from courses.gradebook.overriding import override_mark
from courses.models import AssignmentPage, Cohort, Criterion, Level, Submission
from courses.peers.allotting import allot
from courses.peers.reviewing import give

from .reading import read, stream

RULES = (
    "accepts", "due_days", "peer_readers", "max_points", "pass_points", "required", "grade_weight",
    "search_description",
)  # fmt: skip


def build_assignment(text, *, slug, locale):
    """A task with the rubric of its ``[[criterion]]`` tables."""
    page = AssignmentPage(
        title=text["title"], slug=slug, body=stream(text["body"]), locale=locale, **{name: text[name] for name in RULES}
    )
    page.criteria = [
        Criterion(
            title=row["title"],
            sort_order=place,
            levels=[Level(sort_order=number, **level) for number, level in enumerate(row["levels"])],
        )
        for place, row in enumerate(text["criterion"])
    ]
    return page


def build_homework(*, participant, staff, now):
    """What ``homework.toml`` says people of the running cohort handed in so many days ago."""
    text = read("homework.toml")
    assignment = AssignmentPage.objects.get(slug=text["assignment"])
    cohort = Cohort.objects.get(course=assignment.course, number=text["cohort"])
    peers = {}
    others = (row.person for row in cohort.enrollments.exclude(person=participant).order_by("pk"))
    for work in text["work"]:
        person = participant if work.get("participant") else next(others)
        sent = now - timedelta(days=work["days"])
        save_draft(person=person, assignment=assignment, text=work["text"].strip(), now=sent)
        submission = submit(person=person, assignment=assignment, now=sent)
        peers[submission.pk] = work.get("peer", [])
        if "accepted" in work:
            judge(submission, work, by=staff.user, now=sent + timedelta(hours=20))
        if "override" in work:
            correct(submission, work["override"], by=staff.user, now=sent + timedelta(hours=40))
    allot(assignment=assignment, cohort=cohort, now=now)
    for pk, words in peers.items():
        let_peers_write(Submission.objects.get(pk=pk), words, but=participant, now=now)


def notes_of(submission, work):
    """Words to single criteria, where there are any."""
    return {
        row.pk: words for row, words in zip(submission.assignment.criteria.all(), work.get("notes", []), strict=False)
    }


def let_peers_write(submission, words, *, but, now):
    """What the readers of a work say, except ``but``, whose reviews wait for who tries the demo school."""
    for review, word in zip(submission.peer_reviews.exclude(reader=but), words, strict=False):
        chosen = {"levels": levels_of(submission, word), "notes": notes_of(submission, word)}
        give(review=review, version="", now=now, points=None, comment=word["comment"], **chosen)


def levels_of(submission, work):
    criteria = submission.assignment.criteria.all()
    return {row.pk: row.levels.all()[place].pk for row, place in zip(criteria, work["levels"], strict=True)}


def judge(submission, work, *, by, now):
    chosen = {"levels": levels_of(submission, work), "notes": notes_of(submission, work)}
    mark(submission=submission, by=by, accepted=work["accepted"], comment=work["comment"], now=now, **chosen)


def correct(submission, row, *, by, now):
    """A mark set beside the measured one."""
    override_mark(
        person=submission.person,
        course=submission.assignment.course,
        item=submission.assignment_id,
        percent=row["percent"],
        reason=row["reason"],
        comment=row["comment"],
        by=by,
        now=now,
    )
