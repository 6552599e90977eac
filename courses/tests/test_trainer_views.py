"""A trainer's light pages: one's own cohorts and nobody else's, who is behind first."""

import pytest
from django.utils import timezone
from django.utils.html import strip_tags
from wagtail.models import Page

from courses.enrollment import withdraw
from courses.models import Cohort, Enrollment, QuizPage
from courses.progress import complete_lesson
from people.roles import COORDINATORS, TRAINERS
from webinars.tests.factories import NOON, make_person

from .factories import (
    make_cohort,
    make_course,
    make_enrollment,
    make_lesson,
    make_module,
    make_quiz,
    make_staff,
    make_trainer,
)
from .test_progress import pass_quiz

pytestmark = pytest.mark.django_db
NEXT = "“Що таке бюджет”: comes next"


def url(cohort):
    return f"/t/{cohort.pk}/"


def listed(browser):
    return list(browser.get("/t/").context["cohorts"])


def test_a_trainer_sees_the_cohorts_of_their_courses_the_newest_first(sign_in):
    course = make_course()
    trainer = make_trainer(course)
    make_trainer(course)
    today = timezone.localdate()
    old = make_cohort(course, starts_on=today.replace(year=2020), ends_on=today)
    new = make_cohort(course, state="cancelled")
    make_cohort(course, state="draft")
    make_cohort()
    browser = sign_in(trainer)

    assert listed(browser) == [new, old]
    assert [browser.get(url(cohort)).status_code for cohort in (new, old)] == [200, 200]


def outsiders(cohort):
    return {
        "a participant of this very cohort": make_enrollment(cohort).person.user,
        "a trainer of another course": make_trainer(make_cohort().course).user,
        "an editor": make_staff(TRAINERS),
        "a stranger": make_person().user,
    }


def test_nobody_else_sees_a_cohort_or_learns_that_it_is_there(client, sign_in):
    cohort = make_cohort()

    assert client.get(url(cohort)).url == f"/login/?next={url(cohort)}"
    assert client.get("/t/").url == "/login/?next=/t/"
    for user in outsiders(cohort).values():
        browser = sign_in(user)
        assert browser.get(url(cohort)).status_code == 404
        assert cohort not in listed(browser)


def test_a_coordinator_sees_all_but_drafts_which_are_in_the_admin(sign_in):
    cohorts = {make_cohort(), make_cohort(state="cancelled")}
    draft = make_cohort(state="draft")
    browser = sign_in(make_staff(COORDINATORS))

    assert set(listed(browser)) == cohorts
    assert browser.get(url(draft)).status_code == 404


def test_somebody_taken_off_the_course_page_sees_its_cohorts_no_more(sign_in):
    cohort = make_cohort()
    browser = sign_in(make_trainer(cohort.course))
    cohort.course.trainer_rows.all().delete()

    assert browser.get(url(cohort)).status_code == 404


@pytest.fixture
def cohort():
    """A course of two lessons and a quiz; one not published does not count."""
    course = make_course()
    module = make_module(course)
    for _number in range(2):
        make_lesson(module)
    make_quiz(module)
    make_lesson(module, live=False)
    return make_cohort(course, now=NOON)


def rows_of(context):
    """The rows of the table: the names without the address they lead to, and how what holds them up begins."""
    return [(strip_tags(name), done, state.partition(";")[0]) for name, done, state in context["rows"]]


def learner(cohort, name, *, steps):
    """Somebody who has done that many steps of the course."""
    person = make_enrollment(cohort, make_person(name=name), now=NOON).person
    for page in (
        Page.objects.live().descendant_of(cohort.course).filter(depth=cohort.course.depth + 2).specific()[:steps]
    ):
        if isinstance(page, QuizPage):
            pass_quiz(person, page)
        else:
            complete_lesson(person=person, lesson=page, now=NOON)
    return person


def test_who_is_behind_stands_first_and_a_tie_goes_by_name(sign_in, cohort):
    for name, steps in (("Яна Гай", 1), ("Олена Коваль", 3), ("Андрій Лис", 1), ("Марко Сич", 0)):
        learner(cohort, name, steps=steps)
    gone = learner(cohort, "Тарас Гнатюк", steps=2)
    withdraw(person=gone, cohort=cohort, now=NOON)

    context = sign_in(make_trainer(cohort.course)).get(url(cohort)).context

    assert rows_of(context) == [
        ("Марко Сич", 0, "Has not begun"),
        ("Андрій Лис", 1, NEXT),
        ("Яна Гай", 1, NEXT),
        ("Олена Коваль", 3, "completed"),
    ]
    assert context["total"] == 3


def test_steps_of_another_course_do_not_count(sign_in, cohort):
    person = learner(cohort, "Олена Коваль", steps=1)
    other = make_lesson()
    make_enrollment(make_cohort(other.course), person)
    complete_lesson(person=person, lesson=other, now=NOON)

    assert rows_of(sign_in(make_trainer(cohort.course)).get(url(cohort)).context) == [("Олена Коваль", 1, NEXT)]


def test_a_quiz_passed_twice_is_one_step(sign_in, cohort):
    person = learner(cohort, "Олена Коваль", steps=3)
    pass_quiz(person, QuizPage.objects.descendant_of(cohort.course).get())

    assert rows_of(sign_in(make_trainer(cohort.course)).get(url(cohort)).context) == [("Олена Коваль", 3, "completed")]


def test_an_empty_cohort_and_no_cohort_say_so(sign_in):
    cohort = make_cohort()
    trainer = make_trainer(cohort.course)

    assert "Nobody is in this cohort yet." in sign_in(trainer).get(url(cohort)).content.decode()
    assert "You do not teach any cohort yet." in sign_in(make_person()).get("/t/").content.decode()


def test_three_people_take_as_many_queries_as_one(sign_in, queries_of, cohort):
    sign_in(make_trainer(cohort.course))
    counts = []
    for more in (1, 2):
        for _number in range(more):
            learner(cohort, "Олена Коваль", steps=2)
        counts.append(queries_of(url(cohort)))

    assert counts[0] == counts[1]


def test_three_cohorts_take_as_many_queries_as_one(sign_in, queries_of, cohort):
    sign_in(make_staff(COORDINATORS))
    one = queries_of("/t/")
    for _number in range(2):
        make_enrollment(make_cohort())

    assert (Cohort.objects.count(), Enrollment.objects.count()) == (3, 2)
    assert queries_of("/t/") == one
