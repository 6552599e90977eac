"""Review a proposal, accept or decline it, undo that, tell the proposer: each by a plain form, the mail shown first."""

from collections.abc import Callable
from dataclasses import dataclass

from django import forms
from django.contrib.auth.decorators import permission_required
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST
from wagtail.admin import messages

from conferences.exceptions import ProposalRefused
from conferences.models import Proposal

from .deciding import decide, tell, undo
from .forms import DecisionForm, ReviewForm
from .mails import proposal_mail
from .reviewing import RIGHT, is_own, may_review, review, reviews_for

State = Proposal.State


@dataclass(frozen=True)
class Step:
    """What may be done while a proposal waits (``decided`` False) or is decided and not told (True)."""

    verb: Callable
    decided: bool
    title: str
    note: str
    done: str
    icon: str
    form: type = forms.Form


STEPS = {
    "accept": Step(
        lambda **said: decide(accepted=True, now=timezone.now(), **said),
        False,
        gettext_lazy("Accept"),
        gettext_lazy("Nothing is mailed yet: you see the mail first, and may think again."),
        gettext_lazy("Accepted. Look at the mail and send it."),
        "check",
        DecisionForm,
    ),
    "decline": Step(
        lambda **said: decide(accepted=False, now=timezone.now(), **said),
        False,
        gettext_lazy("Decline"),
        gettext_lazy("Nothing is mailed yet: you see the mail first, and may think again."),
        gettext_lazy("Declined. Look at the mail and send it."),
        "cross",
        DecisionForm,
    ),
    "tell": Step(
        lambda **said: tell(now=timezone.now(), **said),
        True,
        gettext_lazy("Send this mail"),
        gettext_lazy("An accepted proposal becomes a draft of the programme. This cannot be undone."),
        gettext_lazy("The proposer is told."),
        "mail",
    ),
    "undo": Step(
        undo,
        True,
        gettext_lazy("Undo the decision"),
        gettext_lazy("The proposal waits again. Its proposer has heard nothing."),
        gettext_lazy("The proposal waits for a decision again."),
        "undo",
    ),
}


def found(pk):
    proposals = Proposal.objects.for_reviewers().select_related("person", "call__programme__event", "item")
    return get_object_or_404(proposals, pk=pk)


def page_of(proposal, user):
    """What the page of a proposal shows to ``user`` beside its text."""
    own, decides = is_own(proposal, user), may_review(user)
    waits, untold = proposal.state == State.SENT, proposal.is_decided and not proposal.told_at
    steps = [name for name, step in STEPS.items() if (untold if step.decided else waits)]
    mine = proposal.reviews.filter(reviewer=user).first()
    return {
        "own": own,
        "state": State(proposal.shown_state if own else proposal.state).label,
        "reviews": reviews_for(proposal, user),
        "number_of_reviews": proposal.reviews.count(),
        "mine": mine,
        "review_form": ReviewForm(instance=mine) if decides and waits and not own else None,
        "steps": [(name, STEPS[name]) for name in steps] if decides and not own else [],
        "mail": proposal_mail(proposal, state=proposal.state, url="…") if untold and not own else None,
    }


@permission_required(RIGHT, raise_exception=True)
@require_POST
def review_view(request, pk):
    proposal = found(pk)
    form = ReviewForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Choose a vote."))
    else:
        try:
            review(proposal=proposal, by=request.user, now=timezone.now(), **form.cleaned_data)
            messages.success(request, _("Saved."))
        except ProposalRefused as refusal:
            messages.error(request, str(refusal))
    return redirect("proposal_record:inspect", pk)


@permission_required(RIGHT, raise_exception=True)
@require_http_methods(["GET", "HEAD", "POST"])
def step_view(request, pk, name):
    """Ask, then act. Somebody else may have acted meanwhile: then the verb says so."""
    proposal, step = found(pk), STEPS[name]
    form = step.form(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            step.verb(proposal=proposal, by=request.user, **form.cleaned_data)
        except ProposalRefused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, step.done)
            return redirect("proposal_record:inspect", pk)
    context = {
        "form": form,
        "page_title": f"{step.title}: {proposal}",
        "note": step.note,
        "button": step.title,
        "back_url": reverse("proposal_record:inspect", args=[pk]),
        "header_icon": step.icon,
    }
    return TemplateResponse(request, "webinars/admin/confirm.html", context)
