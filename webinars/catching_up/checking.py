"""The short check: who may answer it, in which order its answers stand, and what comes of it."""

import random

from django.db import transaction
from django.utils.translation import gettext as _

from content import wording
from webinars.attendance import decide_for
from webinars.exceptions import AttendanceRefused
from webinars.models import Attendance, CatchUp, CatchUpTry, Session

from .opening import is_open, open_until

MOST_TRIES = 5  # of one person for one version of the questions
RIGHT = 0  # the place of the right answer, as the host wrote it


def shown_to(person, catch_up):
    """[(question, [(place as written, answer), …])]: answers in an order of this person's own, the same each time."""
    chance = random.Random(f"{catch_up.pk}-{catch_up.number}-{person.public_id}")
    rows = []
    for question in catch_up.questions:
        answers = list(enumerate(question["answers"]))
        chance.shuffle(answers)
        rows.append((question["text"], answers))
    return rows


def tries_left(person, catch_up):
    return MOST_TRIES - catch_up.tries.filter(person=person, number=catch_up.number).count()


def check_open(catch_up, *, person, now):
    """``AttendanceRefused`` with a word where ``person`` may not answer, or need not."""
    session = catch_up.session
    if not session.registrations.active().filter(person=person).exists():
        raise AttendanceRefused(_("Only those who were registered may attend this session afterwards."))
    known = Attendance.objects.filter(session=session, person=person).first()
    if known and known.is_credited:
        raise AttendanceRefused(_("Your attendance is credited already."))
    if known and known.corrected_by_id:
        raise AttendanceRefused(_("A coordinator has decided about your attendance. Write to them."))
    if not session.is_over(now=now):
        raise AttendanceRefused(_("The check opens when the session is over."))
    if not is_open(catch_up, now=now):
        when = wording.moment(catch_up.closed_at or open_until(catch_up), now=now)
        raise AttendanceRefused(_("The check was open until %(when)s (Kyiv time).") % {"when": when})
    if tries_left(person, catch_up) <= 0:
        raise AttendanceRefused(_("All tries are used up. Write to the host of the session."))


@transaction.atomic
def answer_check(*, catch_up, person, number, places, now):
    """``places`` are those of the answers that ``person`` gave to version ``number``; all of them right is a pass.

    Who passed is decided about at once.
    """
    session = Session.objects.locked(catch_up.session_id)
    catch_up = CatchUp.objects.select_for_update().get(pk=catch_up.pk)
    catch_up.session = session
    check_open(catch_up, person=person, now=now)
    if number != catch_up.number or len(places) != len(catch_up.questions):
        raise AttendanceRefused(_("The questions have changed meanwhile. Read them anew."))
    right = sum(place == RIGHT for place in places)
    passed = right == len(places)
    facts = {"number": number, "answers": places, "right": right, "passed": passed}
    row = CatchUpTry.objects.create(catch_up=catch_up, person=person, answered_at=now, **facts)
    if passed:
        decide_for(session=session, person=person, now=now)
    return row
