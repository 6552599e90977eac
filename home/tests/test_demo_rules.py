"""The demonstration school has a rule that changed after a session was decided by it."""

import pytest

from webinars.models import AttendanceRule
from webinars.recomputing import decided_by_older, forecast


@pytest.mark.usefixtures("school")
@pytest.mark.django_db
def test_a_changed_rule_waits_for_somebody_to_look_at_what_it_changes():
    changed = AttendanceRule.objects.get(number=2)

    assert forecast(decided_by_older(changed.event)).changes != []
