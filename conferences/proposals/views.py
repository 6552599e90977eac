"""Propose something without an account, and come back to it by the link in the mail."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from conferences.exceptions import ProposalRefused
from conferences.links import PROPOSAL
from conferences.models import Call, Proposal
from conferences.tasks import send_proposal_mail
from people.accounts import person_of
from people.limits import Limit, address_of, words_to_wait
from webinars.access import visible_events
from webinars.entries import event_path

from .forms import ProposalForm
from .proposing import propose, refusal_to_change, withdraw

PROPOSALS = Limit("proposals", tries=10, seconds=3600)  # new ones by address: each sends a mail
LINKS = Limit("proposal-links", tries=3, seconds=3600)  # new links by proposal
MAILS = Limit("proposal-mails", tries=6, seconds=24 * 3600)  # to one mailbox, which may be a stranger's


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def call_view(request, pk):
    """What is looked for, and the form while the call is open. Before it opens there is no call."""
    now, person = timezone.now(), person_of(request.user)
    event, call = _call_of(request.user, pk, now=now)
    initial = {"name": person.display_name, "email": person.email} if person else {}
    instance = Proposal(call=call, person=person, reads=get_language())
    form = ProposalForm(request.POST if request.method == "POST" else None, instance=instance, initial=initial)
    refusal = refusal_to_change(None, call, now=now)
    if request.method == "POST" and not refusal:
        refusal = words_to_wait(PROPOSALS, address_of(request), now=now)
    if not refusal and form.is_valid() and _may_mail(form, form.cleaned_data["email"], now=now):
        proposal = _write(request, form, now=now)
        PROPOSALS.count(address_of(request), now=now)
        return redirect("proposal", PROPOSAL.token(proposal.public_id))
    mine = person.proposals.filter(call=call) if person else ()
    context = {
        "event": event,
        "event_url": event_path(event),
        "call": call,
        "form": form,
        "refusal": refusal,
        "mine": [(proposal, PROPOSAL.token(proposal.public_id)) for proposal in mine],
    }
    status = 409 if refusal and form.is_bound else 422 if form.is_bound else 200
    return render(request, "conferences/call.html", context, status=status)


def _call_of(user, pk, *, now):
    """(the event's page, its call); the page may be in any language, and must be open to the reader."""
    event = get_object_or_404(visible_events(user).select_related("locale"), pk=pk)
    calls = Call.objects.filter(opens_at__lte=now, programme__event__translation_key=event.translation_key)
    return event, get_object_or_404(calls.select_related("programme"))


def _may_mail(form, email, *, now):
    """Whether ``email`` may get another mail today; ``form`` says so otherwise, and keeps what was typed."""
    if refusal := words_to_wait(MAILS, email.casefold(), now=now):
        form.add_error(None, refusal)
    return not refusal


def _write(request, form, *, now):
    send = "draft" not in request.POST
    before, is_new = form.instance.state, form.instance.pk is None
    proposal = propose(proposal=form.save(commit=False), send=send, now=now)
    if is_new or proposal.state != before:
        MAILS.count(proposal.email.casefold(), now=now)
    if proposal.state == Proposal.State.SENT and before != proposal.state:
        messages.success(request, _("Your proposal is sent. We have mailed you a link to it."))
    elif proposal.state == Proposal.State.DRAFT:
        messages.success(request, _("The draft is kept. We have mailed you a link to it."))
    else:
        messages.success(request, _("Saved."))
    return proposal


def _found(token):
    """(proposal, whether the link still holds). A link that we never made leads nowhere."""
    public_id, holds = PROPOSAL.read(token)
    proposals = Proposal.objects.select_related("call__programme__event__locale", "item")
    return get_object_or_404(proposals, public_id=public_id), holds


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def proposal_view(request, token):
    """How the proposal stands, and its form as long as it may be changed. A link that is too old asks for another."""
    (proposal, holds), now = _found(token), timezone.now()
    if not holds:
        return render(request, "conferences/old_link.html", {"token": token, "door": "proposal_link"}, status=410)
    call, event = proposal.call, proposal.call.programme.event
    refusal = refusal_to_change(proposal, call, now=now)
    form = None if refusal else ProposalForm(request.POST if request.method == "POST" else None, instance=proposal)
    if form and form.is_valid() and _may_mail(form, proposal.email, now=now):
        try:
            _write(request, form, now=now)
        except ProposalRefused as error:
            messages.error(request, str(error))
        return redirect("proposal", token)
    context = {
        "proposal": Proposal.objects.select_related("item").get(pk=proposal.pk),  # as kept, whatever the form says
        "call": call,
        "event": event,
        "event_url": event_path(event),
        "form": form,
        "token": token,
    }
    return render(request, "conferences/proposal.html", context, status=422 if form and form.is_bound else 200)


@never_cache
@require_POST
def withdraw_view(request, token):
    """It may be sent again as long as the call is open."""
    proposal, holds = _found(token)
    if not holds:
        return redirect("proposal", token)
    now = timezone.now()
    if refusal := words_to_wait(MAILS, proposal.email.casefold(), now=now):
        messages.error(request, refusal)
        return redirect("proposal", token)
    try:
        withdraw(proposal=proposal, now=now)
        MAILS.count(proposal.email.casefold(), now=now)
        messages.success(request, _("Your proposal is withdrawn."))
    except ProposalRefused as refusal:
        messages.error(request, str(refusal))
    return redirect("proposal", token)


@never_cache
@require_POST
def new_link(request, token):
    """To the address of the proposal, whoever asks."""
    proposal, _holds = _found(token)
    now = timezone.now()
    if refusal := words_to_wait(LINKS, proposal.public_id, now=now):
        messages.error(request, refusal)
    else:
        LINKS.count(proposal.public_id, now=now)
        send_proposal_mail.enqueue(proposal.pk)
        messages.success(request, _("A new link is on its way to the address of the proposal."))
    return redirect("proposal", token)
