"""Set a mark beside the measured one, with a reason, and withdraw it again. Nothing that was measured is erased."""

from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from courses.exceptions import MarkRefused
from courses.models import GradeOverride
from courses.progress import complete_courses_of
from people.accounts import person_of
from people.models import Person

from .marks import cells_of


@transaction.atomic
def override_mark(*, person, course, item, percent, reason, by, now, comment=""):
    """From now on ``percent`` counts for ``item`` (its key); an override before it is withdrawn, and stays as history.

    It may complete the course, and takes no completion away. Raises ``MarkRefused``; nothing is written then.
    """
    cell = _cell(person, course, item, by)
    if not reason.strip():
        raise MarkRefused(_("Say why you set this mark."))
    if not 0 <= percent <= 100:
        raise MarkRefused(_("A mark is from 0 to 100 percent."))
    _take_back(cell.override, by=by, now=now)
    made = GradeOverride.objects.create(
        person=person,
        item_id=item,
        percent=percent,
        measured=cell.measured,
        reason=reason.strip(),
        comment=comment.strip(),
        by=by,
        at=now,
    )
    before = None if cell.measured is None else str(cell.measured)
    log(made, "courses.grade.override", user=by, data={"percent": str(percent), "measured": before, "reason": reason})
    complete_courses_of(person=person, now=now, course=course)
    return made


@transaction.atomic
def withdraw_override(*, person, course, item, by, now):
    """The measured mark counts again; without an override nothing happens. Raises ``MarkRefused``."""
    cell = _cell(person, course, item, by)
    _take_back(cell.override, by=by, now=now)
    complete_courses_of(person=person, now=now, course=course)


def _cell(person, course, item, by):
    """The mark as it is; the person’s row is held, so that two trainers go one after the other."""
    if person_of(by) == person:
        raise MarkRefused(_("This is your own mark. Another trainer or a coordinator has to set it."))
    Person.objects.select_for_update(no_key=True).get(pk=person.pk)
    cell = next((cell for cell in cells_of(person=person, course=course) if cell.item.pk == item), None)
    if cell is None:
        raise MarkRefused(_("This step is not in the course any more."))
    return cell


def _take_back(override, *, by, now):
    if override:
        override.withdrawn_at, override.withdrawn_by = now, by
        override.save(update_fields=["withdrawn_at", "withdrawn_by"])
        log(override, "courses.grade.withdraw", user=by, data={"percent": str(override.percent)})
