"""Discussions to test with: an open course with one lesson, its participants and its trainer."""

from dataclasses import dataclass

from django.utils import timezone

from courses.discussion.posting import answer, ask
from courses.models import CoursePage, LessonPage
from people.models import Person
from webinars.tests.factories import make_person

from .factories import make_cohort, make_course, make_enrollment, make_lesson, make_module, make_trainer


@dataclass
class Discussed:
    """A lesson with somebody who asks, somebody else of the course, and its trainer."""

    course: CoursePage
    lesson: LessonPage
    olena: Person
    petro: Person
    trainer: Person


def make_discussed(**fields):
    course = make_course(**fields)
    lesson = make_lesson(make_module(course))
    cohort = make_cohort(course)
    olena, petro = (make_person(name=name, display_name=shown) for name, shown in NAMES)
    for person in (olena, petro):
        make_enrollment(cohort, person)
    return Discussed(course, lesson, olena, petro, make_trainer(course, display_name="Оксана Л."))


NAMES = [("Олена Коваль", "Олена К."), ("Петро Бондар", "Петро Б.")]


def asked(scene, text="Де шукати рішення ради?", *, person=None, now=None):
    return ask(person=person or scene.olena, lesson=scene.lesson, text=text, now=now or timezone.now())


def answered(question, text="На сайті громади.", *, person, by_trainer=False, now=None):
    return answer(person=person, question=question, text=text, by_trainer=by_trainer, now=now or timezone.now())


def under(scene):
    """The address of the questions of the lesson."""
    return f"/lessons/{scene.lesson.pk}/questions/"


def of(post, step=""):
    """The address of a question, or of a step about a post."""
    return f"/questions/{post.pk}/{step}"


def listed(response):
    return list(response.context["page_obj"])
