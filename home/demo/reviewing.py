"""A lesson of the demo school that waits for review: its checks find what a reviewer would ask for."""

from courses.models import CoursePage, ModulePage

from .pages import build_lesson
from .reading import read


def build_review(*, trainer):
    """The trainer's draft of ``review.toml``, saved and sent."""
    text = read("review.toml")
    course = CoursePage.objects.get(slug=text["course"])
    module = ModulePage.objects.child_of(course).get(slug=text["module"])
    lesson = build_lesson(text, slug=text["slug"], locale=module.locale)
    lesson.live, lesson.owner = False, trainer.user
    module.add_child(instance=lesson)
    lesson.save_revision(user=trainer.user)
    lesson.get_workflow().start(lesson, trainer.user)
    return lesson
