"""Votes and comments of reviewers: each says what they think before they see what others think."""

from django.db import transaction
from django.utils.translation import gettext as _

from conferences.exceptions import ProposalRefused
from conferences.models import Proposal, Review

RIGHT = "conferences.change_call"


def may_review(user):
    """Those who run calls read, review and decide."""
    return user.has_perm(RIGHT)


def is_own(proposal, user):
    """By the person, or by the address: who proposed without signing in is still the same."""
    return bool(
        (proposal.person_id and proposal.person.user_id == user.pk) or proposal.email.lower() == user.email.lower()
    )


def reviews_for(proposal, user):
    """What ``user`` may see of the reviews: all once they gave theirs, none before; of one's own proposal none ever."""
    if is_own(proposal, user):
        return []
    reviews = list(proposal.reviews.select_related("reviewer__person"))
    return reviews if any(review.reviewer_id == user.pk for review in reviews) else []


@transaction.atomic
def review(*, proposal, by, vote, comment, now):
    """What ``by`` thinks; said again, it takes the place of what they said before."""
    proposal = Proposal.objects.select_for_update(of=("self",)).select_related("person").get(pk=proposal.pk)
    if is_own(proposal, by):
        raise ProposalRefused(_("This is your own proposal: others review it."))
    if proposal.state != Proposal.State.SENT:
        raise ProposalRefused(_("This proposal does not wait for a decision."))
    said = {"vote": vote, "comment": comment, "voted_at": now}
    return Review.objects.update_or_create(proposal=proposal, reviewer=by, defaults=said)[0]
