"""Requests for seats in the coming study visit: some approved, one declined, the participant's and others wait."""

from datetime import timedelta

from webinars.approval import ask_for_seat, decide
from webinars.models import SeatRequest, Session

from .reading import read

DECIDED = 3


def build_requests(people, *, participant, staff, now):
    """People ask for the first day of the visit, the participant last; the first are answered."""
    session = (
        Session.objects.filter(event__kind="study_visit", event__approval=True, starts_at__gt=now)
        .order_by("starts_at")
        .first()
    )
    busy = {participant.pk, *session.registrations.values_list("person", flat=True)}
    free = [person for person in people if person.pk not in busy]
    for place, person in enumerate([*free[-5:], participant]):
        ask_for_seat(person=person, session=session, now=now - timedelta(days=2) + timedelta(hours=place))
    reason = read("admission.toml")["visit_reason"]
    for place, request in enumerate(SeatRequest.objects.order_by("asked_at")[:DECIDED]):
        approved = place < DECIDED - 1
        said = "" if approved else reason
        decide(request=request, approved=approved, reason=said, by=staff.user, now=now - timedelta(days=1))
