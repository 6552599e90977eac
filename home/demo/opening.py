"""A course that opens bit by bit, and a programme of two courses – set up by the domain verbs."""

from datetime import timedelta

from courses.models import (
    CatalogPage,
    Cohort,
    CohortSession,
    CoursePage,
    ModulePage,
    OpeningRule,
    Prerequisite,
    ProgrammeCourse,
    ProgrammePage,
)
from courses.opening.ruling import set_rule
from webinars.models import EventPage

from .clock import today
from .events import build_session
from .pages import publish

STEPPED = "mistseva-advokatsiia"
COURSES = ("biudzhet-hromady", STEPPED)
LIVE = {"event": "chytaiemo-biudzhet-razom", "time": "18:00", "minutes": 90, "title": "Готуємо свою кампанію"}
FURTHER, NEEDED = "stiika-orhanizatsiia", "rozpovisty-pro-spravu"
IN_DAYS, FOR_THE_OTHERS = 4, 3


def open_step_by_step(*, staff, now):
    """The running cohort on advocacy: its last module opens after a live session, the second after the first."""
    course = CoursePage.objects.get(slug=STEPPED)
    course.reading = CoursePage.Reading.ENROLLED
    course.save_revision().publish()
    cohort = Cohort.objects.get(course=course, number=2)
    _first, second, *_more, last = ModulePage.objects.child_of(course).order_by("path")
    event, day = EventPage.objects.get(slug=LIVE["event"]), today(now) + timedelta(days=IN_DAYS)
    session = build_session(event, LIVE, day=day, staff=staff, now=now)
    CohortSession.objects.create(cohort=cohort, session=session, module=second, required=False)
    by, page = staff.user, {"page_id": last.pk, "cohort": cohort}
    set_rule(rule=OpeningRule(page_id=second.pk, when="previous"), by=by, now=now)
    set_rule(rule=OpeningRule(**page, when="session", session=session, days=FOR_THE_OTHERS), by=by, now=now)


def ask_for_a_course_before():
    """Somebody who makes an organization lasting has told of its cause before: that course is needed first."""
    course = CoursePage.objects.get(slug=FURTHER)
    course.prerequisites = [Prerequisite(needed=CoursePage.objects.get(slug=NEEDED))]
    course.save_revision().publish()


def build_programme():
    """Two courses that belong together; the programme."""
    catalog = CatalogPage.objects.get(locale__language_code="uk")
    programme = ProgrammePage(
        title="Від бюджету до рішення",
        slug="vid-biudzhetu-do-rishennia",
        lead="Спершу зрозумійте, куди йдуть гроші громади, а потім переконайте раду їх змінити.",
        search_description="Програма з двох безоплатних курсів: бюджет громади та місцева адвокація.",
        locale=catalog.locale,
    )
    programme.course_rows = [
        ProgrammeCourse(course=CoursePage.objects.get(slug=slug), sort_order=place)
        for place, slug in enumerate(COURSES)
    ]
    return publish(programme, catalog)
