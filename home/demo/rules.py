"""A rule that changed after a session was decided by it: what deciding anew would change waits to be looked at."""

from webinars.models import AttendanceRule, Session
from webinars.rule_versions import change_rule, newest_rule


def change_a_rule(*, staff, now):
    """Of the last online session’s event: from now on, who comes late is told apart."""
    session = Session.objects.listed().scheduled().filter(mode=Session.Mode.ONLINE).past(now=now).first()
    newest = newest_rule(session.event_id)
    terms = {name: getattr(newest, name) for name in AttendanceRule.TERMS} | {"needed": 75, "late_after": 5}
    reason = "Пів заняття замало, щоб виконати вправу в групах"
    change_rule(event=session.event, terms=terms, reason=reason, seen=newest.number, by=staff, now=now)
