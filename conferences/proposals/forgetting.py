"""Proposals name people who hoped for something: what did not come into a programme is erased in time."""

from datetime import timedelta

from django.conf import settings

from conferences.models import Proposal

State = Proposal.State


def erase_proposals(*, now):
    """Erase drafts, withdrawn and declined proposals so long after their call was closed; how many.

    What nobody decided about stays: somebody still waits for an answer.
    """
    before = now - timedelta(days=settings.ROOM_EVENTS_KEPT_DAYS)
    over = Proposal.objects.filter(call__closes_at__lte=before)
    told = over.filter(state=State.DECLINED, told_at__lte=before)
    unused = told | over.filter(state__in=[State.DRAFT, State.WITHDRAWN])
    number = unused.count()
    unused.delete()
    return number
