"""A course that opens bit by bit, a course that needs another one before, and a programme of both."""

from datetime import timedelta

from courses.enrollment import enroll
from courses.models import Cohort, CoursePage, LessonPage, ModulePage, OpeningRule, Prerequisite, ProgrammePage
from courses.models.programmes import ProgrammeCourse
from courses.more_time import give_more_time
from courses.opening.ruling import set_rule
from home.demo.pages import publish

from .acts import send
from .school import text
from .stop import Stop


def make_step_by_step(catalog, *, now):
    """Two modules of a closed course, the second of which opens after the first one and not before three days."""
    locale = catalog.locale
    course = CoursePage(title="Крок за кроком", slug="krok-za-krokom", lead="Не все одразу", reading="enrolled")
    course.locale = locale
    publish(course, catalog)
    for number in (1, 2):
        module = publish(ModulePage(title=f"Частина {number}", slug=f"chastyna-{number}", locale=locale), course)
        for step in (1, 2):
            lesson = LessonPage(title=f"Урок {number}.{step}", slug=f"u-{step}", body=text("Текст."), locale=locale)
            publish(lesson, module)
    set_rule(rule=OpeningRule(page=module.page_ptr, when="previous"), by=None, now=now)
    opens_at = now + timedelta(days=3)
    set_rule(rule=OpeningRule(page=lesson.page_ptr, when="date", opens_at=opens_at), by=None, now=now)
    cohort = Cohort.objects.create(
        course=course,
        number=1,
        state=Cohort.State.OPEN,
        starts_on=now.date() - timedelta(days=7),
        ends_on=now.date() + timedelta(days=28),
        enroll_closes_at=now + timedelta(days=2),
    )
    return course, cohort


def make_further(catalog, needed):
    """A course that needs ``needed`` before, and the programme of both."""
    further = CoursePage(title="Далі самі", slug="dali-sami", lead="Для тих, хто пройшов перший", locale=catalog.locale)
    further.prerequisites = [Prerequisite(needed=needed)]
    publish(further, catalog)
    programme = ProgrammePage(title="Від кроку до справи", slug="vid-kroku", lead="Два курси", locale=catalog.locale)
    programme.course_rows = [ProgrammeCourse(course=needed), ProgrammeCourse(course=further, sort_order=1)]
    programme.body = text("Про що ці курси разом.")
    return further, publish(programme, catalog)


def make_opening(scene):
    catalog = scene.school.catalog
    scene.stepped, scene.stepped_cohort = make_step_by_step(catalog, now=scene.now)
    scene.further, scene.together = make_further(catalog, scene.stepped)
    ready = scene.stepped_cohort
    scene.further_cohort = Cohort.objects.create(
        course=scene.further, number=1, state=Cohort.State.OPEN, starts_on=ready.starts_on, ends_on=ready.ends_on,
        enroll_closes_at=ready.enroll_closes_at,
    )  # fmt: skip
    scene.stepping = enroll(person=scene.neighbor, cohort=ready, now=scene.now)
    enroll(person=scene.reader, cohort=ready, now=scene.now)
    until = ready.deadline + timedelta(days=7)
    by = scene.coordinator.user
    give_more_time(enrollment=scene.stepping, page=None, until=until, reason="Не було світла", by=by, now=scene.now)


def look_over(page):
    """Write to who has done nothing, and look it over before it is sent."""
    page.locator("[name=who][value=nothing]").check()
    page.locator("[name=subject]").fill("Чекаємо на вас")
    page.locator("[name=text]").fill("Перший урок короткий.")
    with page.expect_navigation():
        page.locator("main form button").last.click()


def bring_no_table(page):
    """A picture that calls itself a table."""
    file = {"name": "spysok.xlsx", "mimeType": "application/octet-stream", "buffer": b"\x89PNG" + bytes(99)}
    page.locator("[name=file]").set_input_files(file)
    with page.expect_navigation():
        page.locator("main form button").click()


OPENING = {
    "course that opens bit by bit": Stop("/kursy/krok-za-krokom/", "reader"),
    "module, still closed": Stop("/kursy/krok-za-krokom/chastyna-2/", "reader"),
    "lesson, still closed": Stop("/kursy/krok-za-krokom/chastyna-2/u-2/", "reader", status=403),
    "lesson before a closed one": Stop("/kursy/krok-za-krokom/chastyna-1/u-2/", "reader"),
    "course with a prerequisite": Stop("/kursy/dali-sami/", "reader"),
    "enroll, a prerequisite is missing": Stop("/enrol/{further_cohort.pk}/", "reader"),
    "programme of courses": Stop("/kursy/vid-kroku/", "reader"),
    "one person of a cohort": Stop("/t/{stepped_cohort.pk}/people/{stepping.pk}/", "coordinator"),
    "one person of a cohort, error": Stop("/t/{stepped_cohort.pk}/people/{stepping.pk}/", "coordinator", act=send),
    "one person of a cohort, work waits for a mark": Stop("/t/{school.cohort.pk}/people/{place.pk}/", "coordinator"),
    "enroll from a file, no table": Stop("/t/{selective.pk}/lists/", "coordinator", act=bring_no_table),
    "write to those who are behind": Stop("/t/{stepped_cohort.pk}/message/", "coordinator"),
    "write to those who are behind, looked over": Stop("/t/{stepped_cohort.pk}/message/", "coordinator", act=look_over),
}
