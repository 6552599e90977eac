"""What the database knows of the people of a cohort, asked once for five hundred of them as for one."""

from dataclasses import replace

from django.db.models import Count, Max, Min, Q

from courses.gradebook.marks import items_of, marks_of, overall
from courses.models import (
    AssignmentPage,
    CohortSession,
    CoursePage,
    Deadline,
    Extension,
    LessonCompletion,
    LessonPage,
    QuizAttempt,
    Submission,
)
from courses.opening.asking import closed_to_people
from webinars.models import Attendance, Session
from webinars.models.sessions import full_title

from .judging import Due, Known, Meeting, Tries, Work, held_up, is_theirs, reasons_of


def people_of(cohort, *, path, now, places=None):
    """The places held in ``cohort``, or those of ``places``, which are read already; ``path`` is that of its course.

    Each has ``done``, how many steps are; ``held``, what holds each step up that is needed; ``reasons``, why
    the course is not completed, none where it is; and ``may_go_on``: whether they can do something about it themselves.
    """
    places = list(cohort.enrollments.active().select_related("person")) if places is None else places
    found = Ledger(cohort, path, places=places, now=now)
    for place in places:
        known = found.known[place.person_id]
        rules = {"meetings": found.meetings, "now": now}
        place.done = len(known.done)
        place.held, place.reasons = {}, ()
        if place.completed_at is None and path.items and not cohort.is_cancelled:
            place.held = held_up(path, known, steps_needed=cohort.course.steps_needed, **rules)
            place.reasons = reasons_of(place.held, known, share=cohort.course.attendance_share, **rules)
        place.may_go_on = is_theirs(place.reasons)
    return places


class Ledger:
    """What is ``known`` of each person, by key; asked part by part, and of nothing that the course does not have."""

    def __init__(self, cohort, path, *, places, now):
        self.cohort, self.course, self.path = cohort, cohort.course, path
        self.places, self.now = places, now
        self.people = [place.person_id for place in places]
        self.known = {person: Known() for person in self.people}
        self.quizzes = [item.pk for item in path.items if item.is_quiz]
        self.assignments = [item.pk for item in path.items if item.is_assignment]
        self.lessons = [item.pk for item in path.items if not item.is_quiz and not item.is_assignment]
        self.meetings = meetings_of(cohort)
        for ask in (self.lessons_done, self.attempts, self.works, self.ends, self.attendance, self.rules, self.marks):
            ask()

    def worked(self, person, step, *, done, at):
        """Note that somebody worked on a step, and when they did last."""
        known = self.known[person]
        known.is_begun = True
        if done:
            known.done.add(step)
        if at and (known.last_at is None or at > known.last_at):
            known.last_at = at
        return known

    def lessons_done(self):
        rows = LessonCompletion.objects.filter(lesson__in=self.lessons, person__in=self.people).order_by()
        for person, lesson, at in rows.values_list("person", "lesson", "completed_at"):
            self.worked(person, lesson, done=True, at=at)

    def attempts(self):
        """Counted by the database: their snapshots are long."""
        ended = Q(finished_at__isnull=False)
        rows = QuizAttempt.objects.filter(quiz__in=self.quizzes, person__in=self.people).order_by()
        rows = rows.values("person", "quiz", "quiz__attempts_allowed").annotate(
            finished=Count("pk", filter=ended),
            failed=Count("pk", filter=ended & Q(passed=False, score__isnull=False)),
            won=Count("pk", filter=Q(passed=True)),
            waits_since=Min("finished_at", filter=Q(score__isnull=True)),
            waits=Min("pk", filter=ended & Q(score__isnull=True)),
            last_at=Max("finished_at"),
        )
        for row in rows:
            known = self.worked(row["person"], row["quiz"], done=row["won"] > 0, at=row["last_at"])
            told = ("failed", "finished", "quiz__attempts_allowed", "waits_since", "waits")
            known.tries[row["quiz"]] = tries = Tries(*(row[name] for name in told))
            if tries.are_used_up:
                known.gone.add(row["quiz"])

    def works(self):
        rows = Submission.objects.submitted().filter(assignment__in=self.assignments, person__in=self.people)
        fields = ("person", "assignment", "pk", "submitted_at", "mark__accepted", "mark__at")
        for person, assignment, key, handed_in, accepted, marked in rows.order_by("number").values_list(*fields):
            known = self.worked(person, assignment, done=bool(accepted), at=handed_in)
            known.works[assignment] = Work(None if marked else handed_in, None if accepted else marked, key)
            known.gone.add(assignment)

    def ends(self):
        """Until when each may hand in and complete the course: as the cohort, or later where they have more time."""
        rows = Deadline.objects.filter(cohort=self.cohort, assignment__in=self.assignments, due_at__isnull=False)
        rows = rows.values_list("assignment", "due_at", "assignment__late_rule")
        due = {pk: Due(at, rule == AssignmentPage.LateRule.REFUSED) for pk, at, rule in rows}
        given = Extension.objects.filter(enrollment__in=self.places, until__isnull=False)
        more = {(place, page): until for place, page, until in given.values_list("enrollment", "page", "until")}
        for place in self.places:
            known, end = self.known[place.person_id], self.cohort.deadline
            known.ended_at = end and max(end, more.get((place.pk, None), end))
            for pk, one in due.items():
                known.dues[pk] = replace(one, at=max(one.at, more.get((place.pk, pk), one.at)))
                if one.refuses and one.at <= self.now:
                    known.gone.add(pk)

    def attendance(self):
        sessions = [meeting.pk for meeting in self.meetings]
        rows = Attendance.objects.credited().filter(person__in=self.people, session__in=sessions).order_by()
        for person, session in rows.values_list("person", "session"):
            self.known[person].credited.add(session)

    def rules(self):
        """What is closed, where the course has rules of opening."""
        if not self.path.ruled or self.course.reading != CoursePage.Reading.ENROLLED:
            return
        left = LessonPage.objects.filter(pk__in=self.lessons, done_by=LessonPage.DoneBy.SESSION)
        left = set(left.values_list("pk", flat=True))
        about = {"course": self.course, "people": self.people, "now": self.now}
        about["done"] = {person: known.done for person, known in self.known.items()}
        about["gone"] = {person: known.gone | left for person, known in self.known.items()}
        for person, closed in closed_to_people(self.path, **about).items():
            self.known[person].closed = closed

    def marks(self):
        """The overall mark of each whose mark is too low, where the course asks for one."""
        if self.course.pass_mark is None:
            return
        marks = marks_of(items=items_of(self.course), people=self.people)
        for person, known in self.known.items():
            whole = overall(marks[person])
            if whole is not None and whole < self.course.pass_mark:
                known.mark = (whole, self.course.pass_mark)


def meetings_of(cohort):
    """The announced sessions of a cohort in their order."""
    rows = CohortSession.objects.filter(cohort=cohort, session__state=Session.State.SCHEDULED)
    fields = ("session", "session__title", "session__event__title", "session__starts_at", "session__ends_at",
              "session__decided_at", "required", "lesson", "lesson__done_by")  # fmt: skip
    return [
        Meeting(
            pk=pk,
            title=full_title(event, title),
            starts_at=starts_at,
            ends_at=ends_at,
            is_decided=decided_at is not None,
            is_needed=needed,
            lesson=lesson if done_by == LessonPage.DoneBy.SESSION else None,
        )
        for pk, title, event, starts_at, ends_at, decided_at, needed, lesson, done_by in rows.order_by(
            "session__starts_at", "pk"
        ).values_list(*fields)
    ]
