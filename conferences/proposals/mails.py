"""Mails to a proposer: how the proposal stands, and the link by which it is looked at, changed and withdrawn."""

from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.utils.translation import gettext, override

from conferences.links import PROPOSAL
from conferences.models import Proposal
from people.addresses import absolute_reverse

State = Proposal.State


def send(pk):
    """By what is true now."""
    if proposal := Proposal.objects.select_related("call__programme__event").filter(pk=pk).first():
        proposal_mail(proposal).send()


def subject_of(state, title):
    subjects = {
        State.DRAFT: gettext("Draft of your proposal: %(title)s"),
        State.SENT: gettext("We have your proposal: %(title)s"),
        State.ACCEPTED: gettext("Your proposal is accepted: %(title)s"),
        State.DECLINED: gettext("Your proposal is not in the programme: %(title)s"),
        State.WITHDRAWN: gettext("Your proposal is withdrawn: %(title)s"),
    }
    return " ".join((subjects[state] % {"title": title}).split())


def proposal_mail(proposal, *, state=None, url=""):
    """Subject and text in the language in which it was proposed.

    ``state`` foretells the mail about a decision; ``url`` then stands for the link, which is the proposer's alone.
    """
    state = state or proposal.shown_state
    with override(proposal.reads):
        token = PROPOSAL.token(proposal.public_id)
        context = {
            "proposal": proposal,
            "state": state,
            "call": proposal.call,
            "event": proposal.call.programme.event,
            "days": PROPOSAL.days,
            "url": url or absolute_reverse("proposal", token, language=proposal.reads),
        }
        return EmailMessage(
            subject=subject_of(state, proposal.title),
            body=render_to_string("conferences/emails/proposal.txt", context).strip() + "\n",
            to=[proposal.email],
            headers={"Auto-Submitted": "auto-generated"},
        )
