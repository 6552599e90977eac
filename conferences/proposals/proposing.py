"""What a proposer does: keep a draft, send it, change it, withdraw it."""

from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from conferences.exceptions import ProposalRefused
from conferences.models import Call, Proposal
from conferences.tasks import send_proposal_mail

State = Proposal.State


@transaction.atomic
def propose(*, proposal, send, now):
    """Write ``proposal``, new or changed, as it comes from its form; ``send`` hands it in.

    The first time, and whenever it is handed in, a mail with its link leaves. What was sent stays sent when it is
    changed; what was withdrawn is handed in anew. Raises ``ProposalRefused``.
    """
    call = Call.objects.select_for_update().get(pk=proposal.call_id)
    is_new = proposal.pk is None
    before = None if is_new else Proposal.objects.select_for_update().get(pk=proposal.pk)
    if refusal := refusal_to_change(before, call, now=now):
        raise ProposalRefused(refusal)
    proposal.state = before.state if before else State.DRAFT
    handed_in = send and proposal.state != State.SENT
    if is_new:
        proposal.created_at = now
    if handed_in:
        proposal.state, proposal.sent_at = State.SENT, now
    proposal.save()
    if handed_in:
        log(proposal, "conferences.proposal.send", user=proposal.person and proposal.person.user)
    if is_new or handed_in:
        send_proposal_mail.enqueue(proposal.pk)
    return proposal


def refusal_to_change(proposal, call, *, now):
    """Why nothing new (``None``) can be proposed, or ``proposal`` no longer be changed, in words; else empty."""
    if proposal and proposal.is_decided:
        return _("This proposal is being decided about and cannot be changed any more.")
    if not call.is_open(now):
        return _("The call for proposals is closed.") if now >= call.closes_at else _("The call is not open yet.")
    return ""


@transaction.atomic
def withdraw(*, proposal, now):
    """Take ``proposal`` back, also after the call is closed, until its proposer is told that it is accepted."""
    proposal = Proposal.objects.select_for_update().get(pk=proposal.pk)
    if proposal.state == State.WITHDRAWN:
        return proposal
    if proposal.told_at:
        raise ProposalRefused(_("This proposal is decided about. If your plans change, write to us."))
    proposal.state, proposal.decided_at, proposal.reason = State.WITHDRAWN, None, ""
    proposal.save(update_fields=["state", "decided_at", "reason"])
    log(proposal, "conferences.proposal.withdraw", user=proposal.person and proposal.person.user)
    send_proposal_mail.enqueue(proposal.pk)
    return proposal
