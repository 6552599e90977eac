"""Which cohorts are expected at sessions: asked by ``webinars.clashes`` before a session is written."""

from webinars.clashes import expected_by

from .models import Cohort, CohortSession


@expected_by
def cohorts_expected(events, sessions):
    """Cohorts by session; by event, those that have one of its sessions in their programme."""
    rows = CohortSession.objects.exclude(cohort__state=Cohort.State.CANCELLED)
    rows = rows.filter(session__event__in=events).select_related("cohort__course", "session")
    known = {}
    for row in rows:
        known.setdefault(("event", row.session.event_id), set()).add(str(row.cohort))
        if row.session_id in sessions:
            known.setdefault(("session", row.session_id), set()).add(str(row.cohort))
    return known
