"""Decisions about proposals: made, undone, told. Until the proposer is told, nothing has happened that shows."""

from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from conferences.exceptions import ProposalRefused
from conferences.models import Appearance, Item, Proposal
from conferences.speakers import card_of, make_card
from conferences.tasks import send_proposal_mail

from .reviewing import is_own

State = Proposal.State


@transaction.atomic
def decide(*, proposal, accepted, reason, by, now):
    """Accept, or decline with a ``reason`` that the proposer reads. Until they are told it may be decided anew."""
    proposal = _locked(proposal, by)
    if proposal.state != State.SENT and not proposal.is_decided:
        raise ProposalRefused(_("This proposal does not wait for a decision."))
    if proposal.told_at:
        raise ProposalRefused(_("The proposer knows the decision already."))
    if not accepted and not reason.strip():
        raise ProposalRefused(_("Say why: the proposer reads it."))
    proposal.state = State.ACCEPTED if accepted else State.DECLINED
    proposal.reason, proposal.decided_at = reason.strip(), now
    proposal.save(update_fields=["state", "reason", "decided_at"])
    log(proposal, f"conferences.proposal.{proposal.state}", user=by, data={"reason": proposal.reason})
    return proposal


@transaction.atomic
def undo(*, proposal, by):
    """Let it wait again, as long as its proposer does not know."""
    proposal = _locked(proposal, by)
    if proposal.told_at:
        raise ProposalRefused(_("The proposer knows the decision already."))
    if proposal.is_decided:
        proposal.state, proposal.reason, proposal.decided_at = State.SENT, "", None
        proposal.save(update_fields=["state", "reason", "decided_at"])
        log(proposal, "conferences.proposal.undo", user=by)
    return proposal


@transaction.atomic
def tell(*, proposal, by, now):
    """Mail the decision to its proposer, once; what is accepted becomes a draft of the programme with its speaker."""
    proposal = _locked(proposal, by)
    if not proposal.is_decided:
        raise ProposalRefused(_("Nothing is decided about this proposal yet."))
    if proposal.told_at:
        return proposal
    if proposal.state == State.ACCEPTED:
        proposal.item = _item_of(proposal)
    proposal.told_at = now
    proposal.save(update_fields=["item", "told_at"])
    log(proposal, "conferences.proposal.tell", user=by)
    send_proposal_mail.enqueue(proposal.pk)
    return proposal


def _item_of(proposal):
    """Not planned yet: where and when is the timetable's, and only a release makes it public."""
    card = card_of(person=proposal.person, name=proposal.name) or make_card(
        name=proposal.name, person=proposal.person, organization=proposal.organization
    )
    said = {name: getattr(proposal, name) for name in ("title", "kind", "language", "minutes", "abstract")}
    item = Item.objects.create(programme=proposal.call.programme, **said)
    Appearance.objects.create(item=item, speaker=card)
    return item


def _locked(proposal, by):
    proposals = Proposal.objects.select_for_update(of=("self",)).select_related("person", "call__programme")
    proposal = proposals.get(pk=proposal.pk)
    if is_own(proposal, by):
        raise ProposalRefused(_("This is your own proposal: others decide about it."))
    return proposal
