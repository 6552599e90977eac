"""Declared outages: what nobody could help is held against nobody."""

from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from .exceptions import AttendanceRefused
from .models import Outage, Session


@transaction.atomic
def declare_outage(*, session, started_at, ended_at, reason, by, now, region=""):
    """Declare that ``region``, or everybody, was cut off in that time. Saying the same twice makes one outage.

    What was decided already stays until somebody decides again, having seen what that changes.
    """
    session = Session.objects.locked(session.pk)
    if not reason.strip():
        raise AttendanceRefused(_("Say what happened."))
    if ended_at <= started_at or ended_at <= session.starts_at or started_at >= session.ends_at:
        raise AttendanceRefused(_("An outage ends after it starts, and falls into the time of the session."))
    outage, made = session.outages.standing().get_or_create(
        session=session,
        region=region,
        started_at=started_at,
        ended_at=ended_at,
        withdrawn_at=None,
        defaults={"reason": reason.strip(), "declared_by": by, "declared_at": now},
    )
    if made:
        log(session, "webinars.outage.declare", user=by.user, data=_said(outage))
    return outage


@transaction.atomic
def withdraw_outage(*, outage, by, now):
    """Take a declaration back; it stays as a record, and counts no longer."""
    outage = Outage.objects.select_for_update().get(pk=outage.pk)
    if outage.withdrawn_at is None:
        outage.withdrawn_at = now
        outage.save(update_fields=["withdrawn_at"])
        log(outage.session, "webinars.outage.withdraw", user=by.user, data=_said(outage))
    return outage


def _said(outage):
    return {
        "from": outage.started_at.isoformat(),
        "to": outage.ended_at.isoformat(),
        "region": outage.region,
        "reason": outage.reason,
    }
