"""Whom an organization sends in the demonstration school, and who came by a link."""

import pytest

from people.models import Person
from webinars.models import WayIn

pytestmark = [pytest.mark.usefixtures("school"), pytest.mark.django_db]


def test_the_participants_organization_sends_people_to_one_session_and_a_guest_came_by_the_link():
    rows = WayIn.objects.select_related("organization", "session", "named_by__user")
    contact = Person.objects.get(user__email="participant@school.example")
    sent = [row for row in rows if row.organization]
    (guest,) = [row for row in rows if not row.organization]

    assert [row.state for row in sent] == ["given", "given", "given", "invited", "declined"]
    assert {row.named_by for row in sent} == {contact}
    assert {row.session for row in rows} == {guest.session}
    assert guest.session.guest_key
    assert guest.person.user is None
    seats = set(guest.session.registrations.active().values_list("person", flat=True))
    assert {row.person_id for row in [*sent, guest] if row.person_id} <= seats
