"""What came into no programme is erased three months after the call; who still waits is not forgotten."""

from datetime import timedelta

import pytest
from django.utils import timezone

from conferences.models import Proposal
from conferences.proposals.deciding import decide, tell
from conferences.proposals.forgetting import erase_proposals
from conferences.proposals.proposing import withdraw
from conferences.tasks import forget_proposals

from .made import WEEK, make_call, make_coordinator, make_proposal

pytestmark = pytest.mark.django_db
KEPT = timedelta(days=90)


def test_what_is_not_needed_is_erased_and_the_rest_is_kept():
    call, now, by = make_call(), timezone.now(), make_coordinator().user
    made = {name: make_proposal(call, title=name) for name in ("sent", "withdrawn", "declined", "accepted", "untold")}
    made["draft"] = make_proposal(call, title="draft", send=False)
    withdraw(proposal=made["withdrawn"], now=now)
    for name in ("declined", "accepted", "untold"):
        decide(proposal=made[name], accepted=name == "accepted", reason="Бо", by=by, now=now)
    for name in ("declined", "accepted"):
        tell(proposal=made[name], by=by, now=now)

    assert erase_proposals(now=call.closes_at + KEPT - timedelta(seconds=1)) == 0
    assert erase_proposals(now=call.closes_at + KEPT) == 3

    assert set(Proposal.objects.values_list("title", flat=True)) == {"sent", "accepted", "untold"}
    assert Proposal.objects.get(title="accepted").item.title == "accepted"


def test_the_sweep_runs():
    make_proposal(make_call(opens=-30 * WEEK, closes=WEEK))

    forget_proposals.enqueue()

    assert Proposal.objects.exists()
