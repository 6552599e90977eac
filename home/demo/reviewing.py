"""A lesson and a module of the demo school that wait for review; the checks find what a reviewer would ask for."""

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


def build_module_in_review(*, trainer):
    """New words of a published module, sent for review; readers see the former ones until then."""
    text = read("review.toml")
    course = CoursePage.objects.get(slug=text["course"])
    module = ModulePage.objects.child_of(course).order_by("path").last()
    module.lead = text["module_lead"]
    module.save_revision(user=trainer.user)
    module.get_workflow().start(module, trainer.user)
    return module
