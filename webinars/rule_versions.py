"""Versions of an event's rule of attendance: which one holds, and how another is made."""

from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from .exceptions import AttendanceRefused
from .models import AttendanceRule, EventPage, Session


def newest_rule(event_id):
    """The newest version; where nobody made one, the defaults, not written down."""
    return AttendanceRule.objects.filter(event=event_id).first() or AttendanceRule(event_id=event_id)


def event_of(session):
    """The key of the event that keeps the session, also where it speaks of a translation of it."""
    return Session.objects.values_list("event_id", flat=True).get(pk=session.pk)


def rule_of(session):
    """The version by which ``session`` was decided, or the newest of its event."""
    return session.attendance_rule or newest_rule(event_of(session))


def kept(rule, *, now):
    """``rule`` as a row: defaults that nobody wrote down yet become version 1."""
    if rule.pk:
        return rule
    defaults = {name: getattr(rule, name) for name in AttendanceRule.TERMS}
    return AttendanceRule.objects.get_or_create(
        event_id=rule.event_id, number=rule.number, defaults={**defaults, "made_at": now}
    )[0]


@transaction.atomic
def change_rule(*, event, terms, reason, seen, by, now):
    """Make the next version out of ``terms`` (fields of the rule by name); nothing that is decided is touched.

    ``seen`` is the number of the version on the page that asked: what somebody changed meanwhile is not overwritten.
    """
    event = EventPage.objects.select_for_update(of=("self",)).get(pk=event.pk)
    newest = kept(newest_rule(event.pk), now=now)
    if newest.number != seen:
        raise AttendanceRefused(_("Somebody changed the rule meanwhile. Look it over and save again."))
    if all(getattr(newest, name) == value for name, value in terms.items()):
        raise AttendanceRefused(_("Nothing is different from the rule that holds now."))
    if not reason.strip():
        raise AttendanceRefused(_("Say why the rule changes."))
    made = {"reason": reason.strip(), "made_by": by, "made_at": now}
    rule = AttendanceRule.objects.create(event=event, number=newest.number + 1, **terms, **made)
    log(event, "webinars.rule.change", user=by.user, data={"version": rule.number, "rule": rule.terms.text})
    return rule
