"""Who missed a session is told once, by mail, that they may attend it afterwards: when that is open and decided.

It is a reminder: it keeps to the quiet hours, and who wants no reminders gets none.
"""

from datetime import timedelta

from django.core.mail import EmailMessage
from django.db.models import Q
from django.template.loader import render_to_string
from django.utils.translation import get_language, gettext, override

from calendars.models import CalendarSettings
from calendars.preferences import settings_of
from people.addresses import absolute_reverse
from webinars.exceptions import AttendanceRefused
from webinars.guests.links import links_of
from webinars.models import Attendance, CatchUp, CatchUpWord, Session
from webinars.taken_mails import send_each
from webinars.translations import in_language

from .checking import check_open
from .forms import LONGEST_OPEN
from .opening import is_open, open_until

NO_REMINDERS = CalendarSettings.Reminders.NONE


def tell_who_missed(*, now):
    """Leave word to all who were not told yet, and send what waits; how many mails left."""
    for catch_up in _open(now=now):
        _leave(catch_up, now=now)
    of_word = ("person__calendar_settings", "person__user", "catch_up__session__event__locale")
    waiting = CatchUpWord.objects.waiting().select_related(*of_word)
    return send_each(waiting, write=lambda word: _mail(word, now=now), now=now)


def _open(*, now):
    """Ways to attend afterwards that are open, of sessions about which is decided who missed them."""
    known = Q(session__event__live=True) | ~Q(session__kept_by="")
    decided = {"session__state": Session.State.SCHEDULED, "session__decided_at__isnull": False}
    recent = now - timedelta(days=LONGEST_OPEN + 2)
    rows = CatchUp.objects.filter(known, closed_at=None, session__ends_at__gt=recent, **decided)
    return [row for row in rows.select_related("session") if is_open(row, now=now)]


def _leave(catch_up, *, now):
    session = catch_up.session
    missed = Attendance.objects.filter(session=session, corrected_by=None, person__email__gt="")
    missed = missed.exclude(status__in=Attendance.CREDITED, counts=True)
    missed = missed.filter(person__in=session.registrations.active().values("person"))
    missed = missed.exclude(person__calendar_settings__reminders=NO_REMINDERS).exclude(person__user__is_active=False)
    people = missed.exclude(person__in=catch_up.words.values("person")).values_list("person", flat=True)
    rows = [CatchUpWord(catch_up=catch_up, person_id=person, created_at=now) for person in people]
    CatchUpWord.objects.bulk_create(rows, ignore_conflicts=True)  # two sweeps at once leave each word once


def _mail(word, *, now):
    """None where it is not so any more."""
    person, catch_up = word.person, word.catch_up
    shown = catch_up.session.event.live or catch_up.session.is_private
    closed = person.user and not person.user.is_active
    if closed or not (person.email and shown) or settings_of(person).reminders == NO_REMINDERS:
        return None
    try:
        check_open(catch_up, person=person, now=now)
    except AttendanceRefused:
        return None
    with override(person.language):
        (session,) = in_language([catch_up.session], person.language)
        context = {
            "person": person,
            "session": session,
            "catch_up": catch_up,
            "until": open_until(catch_up),
            "later_url": absolute_reverse("session_later", session.public_id, language=get_language()),
            "signup_url": absolute_reverse("account_signup", language=get_language()),
            **links_of(session, person),
        }
        subject = gettext("You can attend afterwards: %(title)s") % {"title": session.full_title}
        return EmailMessage(
            subject=" ".join(subject.split()),
            body=render_to_string("webinars/emails/later.txt", context).strip() + "\n",
            to=[person.email],
            headers={"Auto-Submitted": "auto-generated"},
        )
