"""The assignments of the scene: one returned to the reader for rework, one that waits to be marked."""

from django.core.files.uploadedfile import SimpleUploadedFile
from wagtail.models import Page

from courses.assignments.marking import mark
from courses.assignments.submitting import add_files, save_draft, submit
from courses.enrollment import enroll
from courses.gradebook.overriding import override_mark
from courses.models import AssignmentPage, Criterion, Enrollment, Level, ModulePage
from courses.peers.allotting import allot
from courses.peers.reviewing import give
from home.demo.pages import publish

from .school import text

RUBRIC = {"Мета звернення": ("не названа", "названа"), "Докази": ("немає", "є й джерело")}


def level(words, place):
    return Level(title=words, points=5 * place, sort_order=place)


def make_assignment(course, title, slug):
    """It stands at the end of the first module."""
    module = ModulePage.objects.child_of(course).order_by("path").first()
    page = AssignmentPage(title=title, slug=slug, body=text("Напишіть звернення до ради."), due_days=14)
    page.criteria = [
        Criterion(title=name, sort_order=place, levels=[level(words, at) for at, words in enumerate(levels)])
        for place, (name, levels) in enumerate(RUBRIC.items())
    ]
    publish(page, Page.objects.get(pk=module.pk))
    return page


def hand_in(page, *, person, now):
    draft = save_draft(person=person, assignment=page, text="Шановна радо!", now=now)
    file = SimpleUploadedFile("звернення.pdf", b"%PDF-1.7\n")
    add_files(draft=draft, files=[(file, "application/pdf")])
    return submit(person=person, assignment=page, now=now)


def do_homework(*, course, person, by, now):
    """What waits to be marked. ``person`` is enrolled."""
    returned = make_assignment(course, "Звернення до ради", "zvernennia")
    levels = {one.pk: one.levels.first().pk for one in returned.criteria.all()}
    submission = hand_in(returned, person=person, now=now)
    mark(submission=submission, by=by, accepted=False, levels=levels, comment="Додайте дату.", now=now)
    save_draft(person=person, assignment=returned, text="Шановна радо! Сьогодні 26 листопада.", now=now)
    return hand_in(make_assignment(course, "Запит на інформацію", "zapyt"), person=person, now=now)


def let_peers_read(submission, other, *, now):
    """``submission`` and the work of ``other`` are read by each other: one is written about, one is to be."""
    assignment = submission.assignment
    type(assignment).objects.filter(pk=assignment.pk).update(peer_readers=1, due_days=None)
    cohort = Enrollment.objects.active().get(person=submission.person, cohort__course=assignment.course).cohort
    enroll(person=other, cohort=cohort, now=now)
    hand_in(assignment, person=other, now=now)
    allot(assignment=assignment, cohort=cohort, now=now)
    levels = {one.pk: one.levels.last().pk for one in assignment.criteria.all()}
    mine = submission.peer_reviews.get()
    give(review=mine, levels=levels, points=None, comment="Запит короткий і ясний.", version="", now=now)
    submission.peer_reviews.update(due_at=now)
    return submission.person.peer_reviews.get()


def set_a_mark(submission, *, by, now):
    """A mark beside the one that is not measured yet. The place in whose marks it stands."""
    course = submission.assignment.course
    why = {"reason": "Усна відповідь.", "comment": "Дякую."}
    override_mark(
        person=submission.person, course=course, item=submission.assignment_id, percent=70, by=by, now=now, **why
    )
    return Enrollment.objects.active().filter(person=submission.person, cohort__course=course).first()
