"""Set rules of opening: what is wrong with one, what it means, and the only code that writes them."""

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from content import wording
from courses.exceptions import OpeningRefused
from courses.models import CoursePage, LessonCompletion, Note, Opening, OpeningRule, QuizAttempt, Submission
from webinars.models import Session

from .around import Around
from .judging import Live, Rule, opening_moment

When = OpeningRule.When
NEEDS = {When.DATE: ("opens_at",), When.DAYS: ("days",), When.SESSION: ("cohort", "session", "days")}
WORK = ((LessonCompletion, "lesson"), (QuizAttempt, "quiz"), (Submission, "assignment"), (Note, "lesson"))


@transaction.atomic
def set_rule(*, rule, by, now):
    """Write ``rule``, new or changed. Whoever has worked on what it closes keeps that open.

    Raises ``OpeningRefused`` for a rule that could never open, or would say nothing.
    """
    for name in {"opens_at", "days", "session"}.difference(NEEDS.get(rule.when, ())):
        setattr(rule, name, None)
    if trouble := trouble_of(rule, Around([rule]), now=now):
        field, why = trouble
        raise OpeningRefused(why, field=field)
    is_new = rule.pk is None
    rule.save()
    keep_for_work(rule, now=now)
    log(rule, "courses.opening.set" if is_new else "courses.opening.change", user=by)
    return rule


def keep_for_work(rule, *, now):
    """Steps that a new rule would close stay open to who has done, tried, begun or noted something there."""
    page = rule.page
    found = set()
    for model, step in WORK:
        below = Q(**{step: page.pk}) | Q(**{f"{step}__path__startswith": page.path})
        found |= set(model.objects.filter(below).values_list("person", step))
    keep_open(found, now=now)


def keep_open(found, *, now):
    """Let what stands in ``found``, pairs of keys of a person and a page, stay open to them for good."""
    rows = [Opening(person_id=person, page_id=page, opened_at=now) for person, page in found]
    Opening.objects.bulk_create(rows, ignore_conflicts=True, batch_size=500)


def keep_attended(*, person, session, now):
    """What waited for ``session`` has opened to ``person``, also if their attendance is corrected one day."""
    rules = OpeningRule.objects.filter(when=When.SESSION, session=session).values_list("page", flat=True)
    keep_open({(person.pk, page) for page in rules}, now=now)


def trouble_of(rule, around, *, now):
    """(field, what to do) of a rule that could never open or says nothing; None for one that holds."""
    course = around.course_of(rule.page)
    if course is None:
        return "page", _("Choose a module, a lesson, a quiz or an assignment of a course.")
    if course.reading != CoursePage.Reading.ENROLLED:
        words = _(
            "Everybody may read the lessons of this course, so nothing waits there. Let only enrolled people read "
            "them first, on the page of the course."
        )
        return "page", words
    if rule.cohort and rule.cohort.course_id != course.pk:
        return "cohort", _("This is a cohort of another course.")
    if trouble := _trouble_with_values(rule, around):
        return trouble
    cohorts = [rule.cohort] if rule.cohort else around.cohorts_of(course)
    return _trouble_with_end(rule, [cohort for cohort in cohorts if not cohort.is_over(now=now)], now=now)


def missing_in(values, when):
    """(field, what to say) of what a rule of the kind ``when`` lacks in ``values``, by field; None if nothing."""
    said = {
        "cohort": _("Live sessions are those of a cohort: choose which."),
        "session": _("Choose the live session."),
        "days": _("Say after how many days it opens to those who were not there; else it never would."),
    }
    for name in NEEDS.get(when, ()):
        if values.get(name) is None:
            return name, said[name] if when == When.SESSION else _("Say when it opens.")
    return None


def _trouble_with_values(rule, around):
    values = {name: getattr(rule, name) for name in ("cohort", "session", "days", "opens_at")}
    if missing := missing_in(values, rule.when):
        return missing
    if rule.when == When.SESSION:
        return _trouble_with_session(rule, around)
    if rule.when == When.START and rule.cohort is None:
        return "when", _("All is open from the start. This is for one cohort, where a rule for all shall not hold.")
    if rule.when == When.PREVIOUS and around.before(rule.page) is None:
        return "when", _("Nothing stands before it, so it would be open from the start.")
    return None


def _trouble_with_session(rule, around):
    if (rule.cohort_id, rule.session_id) not in around.of_cohorts:
        words = _("This session is not one of the cohort, so nothing waits for it. Add it there, or choose another.")
        return "session", words
    if rule.session.state != Session.State.SCHEDULED:
        words = _("This session is not announced or is cancelled, so nothing waits for it. Choose another, or a date.")
        return "session", words
    return None


def _trouble_with_end(rule, cohorts, *, now):
    """What opens when a cohort has ended comes too late for it."""
    for cohort in cohorts:
        opens_at = moment_in(rule, cohort)
        if opens_at and cohort.deadline and opens_at >= cohort.deadline:
            values = {"cohort": cohort.label, "day": wording.day(opens_at, now=now)}
            words = _(
                "In “%(cohort)s” it would open on %(day)s, when the cohort has ended. Let it open earlier, or give "
                "that cohort a rule of its own first."
            )
            return ("opens_at" if rule.when == When.DATE else "days"), words % values
    return None


def moment_in(rule, cohort):
    """When ``rule`` opens by itself in ``cohort``; None for what depends on a person."""
    if rule.when == When.DAYS and cohort.self_paced:
        return None
    live = rule.session and Live(rule.session.full_title, "", rule.session.starts_at, rule.session.ends_at)
    return opening_moment(Rule(rule.when, rule.opens_at, rule.days, live), begins=cohort.starts_on)
