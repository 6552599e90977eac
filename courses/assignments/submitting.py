"""Work on an assignment and hand it in. A draft is kept at once, so nothing is lost when the line breaks."""

from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from courses.exceptions import LearningRefused
from courses.models import AssignmentPage, Submission
from courses.progress import active_enrollments
from courses.windows import WordsChanged, version_of
from people.models import Person

from .due import days_late, due_of


def refusal_of(*, person, assignment):
    """Why ``person`` cannot work on ``assignment`` now, in words; empty when they can."""
    if not active_enrollments(person=person, course=assignment.course).exists():
        return _("Enroll in the course first, then your progress is kept.")
    last = Submission.objects.submitted().filter(person=person, assignment=assignment).select_related("mark").first()
    if last is None:
        return ""
    if last.marked is None:
        return _("Your work is handed in. A trainer will mark it.")
    if last.mark.accepted:
        return _("Your work is accepted.")
    return "" if assignment.resubmission else _("This assignment can be handed in once only.")


def draft_of(*, person, assignment):
    """The draft ``person`` works on, or None."""
    return Submission.objects.drafts().filter(person=person, assignment=assignment).first()


@transaction.atomic
def save_draft(*, person, assignment, text, version="", now):
    """Keep the text of the draft, and make one if need be; None leaves it as it is. Raises ``LearningRefused``.

    ``version`` is that of the draft which was changed into ``text``, empty if there was none. Raises ``WordsChanged``
    when words would be lost that the writer has not seen.
    """
    Person.objects.select_for_update(no_key=True).get(pk=person.pk)
    if refusal := refusal_of(person=person, assignment=assignment):
        raise LearningRefused(refusal)
    draft = draft_of(person=person, assignment=assignment) or Submission(
        person=person,
        assignment=assignment,
        number=Submission.objects.filter(person=person, assignment=assignment).count() + 1,
    )
    if text is not None and draft.text not in ("", text) and version_of(draft) != version:
        raise WordsChanged(draft)
    draft.text, draft.saved_at = draft.text if text is None else text, now
    draft.save()
    return draft


@transaction.atomic
def add_files(*, draft, files):
    """Put ``files``, pairs of an upload and its media type, to the draft. Raises ``LearningRefused`` for too many."""
    Person.objects.select_for_update(no_key=True).get(pk=draft.person_id)
    if not Submission.objects.drafts().filter(pk=draft.pk).exists():
        raise LearningRefused(_("Your work is handed in. A trainer will mark it."))
    if draft.files.count() + len(files) > draft.assignment.max_files:
        raise LearningRefused(_("These are too many files. Remove one first."))
    for upload, content_type in files:
        draft.files.create(file=upload, name=upload.name[-200:], content_type=content_type, size=upload.size)


@transaction.atomic
def remove_file(*, person, assignment, pk):
    """Take a file out of one’s own draft; what is not there, or not one’s own, stays as it is."""
    Person.objects.select_for_update(no_key=True).get(pk=person.pk)
    draft = draft_of(person=person, assignment=assignment)
    found = draft and draft.files.filter(pk=pk).first()
    if found:
        found.delete()
        transaction.on_commit(lambda: found.file.storage.delete(found.file.name))


@transaction.atomic
def submit(*, person, assignment, now):
    """Hand in the draft. Raises ``LearningRefused``; the draft is kept then. Twice is refused."""
    Person.objects.select_for_update(no_key=True).get(pk=person.pk)
    if refusal := refusal_of(person=person, assignment=assignment):
        raise LearningRefused(refusal)
    draft = draft_of(person=person, assignment=assignment)
    if draft is None or not (draft.text.strip() or draft.files.exists()):
        raise LearningRefused(_("There is nothing to hand in yet."))
    due = due_of(assignment=assignment, person=person)
    late = days_late(due=due, now=now)
    if late and assignment.late_rule == AssignmentPage.LateRule.REFUSED:
        raise LearningRefused(_("The due date is over, and this assignment is not accepted late."))
    draft.submitted_at, draft.due_at, draft.days_late = now, due, late
    draft.save(update_fields=["submitted_at", "due_at", "days_late"])
    log(draft, "courses.assignment.submit", user=person.user)
    return draft
