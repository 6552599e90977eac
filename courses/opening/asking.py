"""What the database knows of openings for one person: rules, places, what is behind them, what has opened for good."""

from collections import defaultdict
from functools import cache, reduce
from operator import or_

from django.db.models import Exists, F, OuterRef, Q
from django.utils import timezone
from wagtail.models import Page

from courses.models import (
    AssignmentPage,
    CohortSession,
    Deadline,
    Enrollment,
    LessonPage,
    Opening,
    OpeningRule,
    QuizAttempt,
    Submission,
)
from people.addresses import page_paths
from people.models import Person
from people.prepared import Asked, Prepared
from webinars.models import Attendance, Session
from webinars.models.sessions import full_title

from .judging import PREVIOUS, Live, Rule, closed_on

PERSON, PATH = Asked("person", Person._meta.pk), Page._meta.get_field("path")
LIVE = ("title", "starts_at", "ends_at", "state", "event__title", "event__url_path")
RULE = (
    "page",
    "page__path",
    "cohort",
    "when",
    "opens_at",
    "days",
    "is_of_cohort",
    *(f"session__{name}" for name in LIVE),
)
SEAT = ("cohort", "cohort__course", "cohort__starts_on", "cohort__self_paced", "enrolled_at")


def judge_paths(paths, *, courses, person, now):
    """Note on the path of each of ``courses`` what is closed to ``person``; in as many questions for three as for one.

    In two cohorts of a course what either opens is open, and the place taken last says why something is closed.
    """
    ends = {}
    for number, course in enumerate(courses):
        ends[f"first{number}"], ends[f"last{number}"] = course._get_children_path_interval(course.path)
    rows = rules_below(len(courses)).all(person=person.pk, **ends)
    seats = places_of_somebody.all(person=person.pk)
    kept = set(openings_of_somebody.all(person=person.pk))
    gone = set(behind_somebody.all(person=person.pk, now=now)) if any(row["when"] == PREVIOUS for row in rows) else ()
    path_of = page_paths()
    for course in courses:
        path = paths[course.pk]
        below = [row for row in rows if row["page__path"].startswith(course.path)]
        mine = [seat for seat in seats if seat["cohort__course"] == course.pk]
        known = {"gone": gone, "kept": kept, "now": now}
        found = [
            closed_on(path, rules=rules_for(seat["cohort"], below, path_of=path_of), begins=begins(seat), **known)
            for seat in mine
        ]
        path.kept, ruled = kept, {row["page"] for row in below}
        path.bound = {item.pk for item in path.items if item.pk in ruled or item.module.pk in ruled}
        path.closed = closed_in_all(found)


def closed_to_people(path, *, course, people, done, gone, now):
    """{key of a person: what rules keep closed to them}, in four questions for five hundred ``people`` as for one.

    ``people`` are keys or a queryset of them; ``done`` and ``gone`` are keys of steps by person, as ``closed_on`` says.
    """
    rows = list(rules_of(course))
    sessions = {row["session"] for row in rows if row["session"]}
    credited = Attendance.objects.credited().filter(person__in=people, session__in=sessions).order_by()
    attended = _by_person(credited.values_list("person", "session"))
    opened = Opening.objects.filter(person__in=people, page__path__startswith=course.path).order_by()
    kept, path_of, closed = _by_person(opened.values_list("person", "page")), page_paths(), {}
    for person, seats in seats_of_people(course, people).items():
        mine = [row | {"attended": row["session"] in attended[person]} for row in rows]
        known = {"gone": gone[person] | done[person], "kept": kept[person] | done[person], "now": now}
        found = [
            closed_on(path, rules=rules_for(seat["cohort"], mine, path_of=path_of), begins=begins(seat), **known)
            for seat in seats
        ]
        closed[person] = closed_in_all(found)
    return closed


def closed_in_all(found):
    """What is closed by each of ``found``, for the reasons of the first."""
    return {key: why for key, why in found[0].items() if all(key in each for each in found)} if found else {}


def _by_person(pairs):
    keys = defaultdict(set)
    for person, key in pairs:
        keys[person].add(key)
    return keys


def rules_for(cohort, rows, *, path_of):
    """The rules of one cohort by the key of their page: its own, else those for all."""
    of_all = {row["page"]: row for row in rows if row["cohort"] is None}
    own = {row["page"]: row for row in rows if row["cohort"] == cohort}
    return {page: _rule(row, path_of) for page, row in (of_all | own).items()}


def _rule(row, path_of):
    live = None
    if row["is_of_cohort"] and row["session__state"] == Session.State.SCHEDULED:
        live = Live(
            title=full_title(row["session__event__title"], row["session__title"]),
            url=path_of(row["session__event__url_path"]),
            starts_at=row["session__starts_at"],
            ends_at=row["session__ends_at"],
            attended=row["attended"],
        )
    return Rule(row["when"], row["opens_at"], row["days"], live)


def begins(seat):
    """The day from which days are counted: the cohort's first, or one's own where people go at their own pace."""
    if not seat["cohort__self_paced"]:
        return seat["cohort__starts_on"]
    came = timezone.localdate(seat["enrolled_at"], timezone.get_default_timezone())
    return max(seat["cohort__starts_on"], came)


@cache
def rules_below(count):
    """The rules of so many courses that may hold for one person."""
    return Prepared(lambda: _rules_below(count))


def _rules_below(count):
    ends = ((Asked(f"first{number}", PATH), Asked(f"last{number}", PATH)) for number in range(count))
    below = (Q(page__path__range=each) for each in ends)
    places = Enrollment.objects.active().filter(person_id=PERSON, cohort=OuterRef("cohort"))
    credited = Attendance.objects.credited().filter(person_id=PERSON, session=OuterRef("session"))
    rules = OpeningRule.objects.filter(reduce(or_, below)).filter(Q(cohort__isnull=True) | Exists(places)).order_by()
    return rules.annotate(attended=Exists(credited), is_of_cohort=_is_of_cohort()).values("attended", *RULE)


def _is_of_cohort():
    return Exists(CohortSession.objects.filter(cohort=OuterRef("cohort"), session=OuterRef("session")))


def rules_of(course):
    """The rules of one course, whomever they are for."""
    rules = OpeningRule.objects.filter(page__path__startswith=course.path).order_by()
    return rules.annotate(is_of_cohort=_is_of_cohort()).values("session", *RULE)


def seats_of_people(course, people):
    """The places of each of ``people`` in cohorts of ``course``, the latest first."""
    places, seats = Enrollment.objects.active().filter(person__in=people, cohort__course=course), defaultdict(list)
    for seat in places.order_by("-enrolled_at", "-pk").values("person", *SEAT):
        seats[seat["person"]].append(seat)
    return seats


@Prepared
def places_of_somebody():
    """The places of one person, the latest first."""
    places = Enrollment.objects.active().filter(person_id=PERSON).order_by("-enrolled_at", "-pk")
    return places.values(*SEAT)


@Prepared
def openings_of_somebody():
    return Opening.objects.filter(person_id=PERSON).order_by().values_list("page", flat=True)


@Prepared
def behind_somebody():
    """Keys of steps about which a person has nothing left to do, though they may not be done.

    Quizzes with no attempt left, assignments handed in, and those that are not accepted late any more; lessons that a
    live session completes, which one may have missed.
    """
    now = Asked("now", Deadline._meta.get_field("due_at"))
    finished = QuizAttempt.objects.finished().filter(person_id=PERSON, number__gte=F("quiz__attempts_allowed"))
    finished = finished.filter(quiz__attempts_allowed__gt=0)
    handed_in = Submission.objects.submitted().filter(person_id=PERSON)
    cohorts = Enrollment.objects.active().filter(person_id=PERSON).values("cohort")
    late = Deadline.objects.filter(cohort__in=cohorts, due_at__lte=now)
    late = late.filter(assignment__late_rule=AssignmentPage.LateRule.REFUSED)
    parts = [finished.values_list("quiz", flat=True), late.values_list("assignment", flat=True)]
    parts.append(LessonPage.objects.filter(done_by=LessonPage.DoneBy.SESSION).values_list("pk", flat=True))
    return handed_in.order_by().values_list("assignment", flat=True).union(*(part.order_by() for part in parts))
