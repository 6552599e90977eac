"""A speaker's own card, by the link in the mail: completed, confirmed or declined without an account."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from conferences.links import CARD
from conferences.models import Item, SpeakerInvitation
from conferences.tasks import send_speaker_invitation
from people.alphabet import Alphabetically
from people.limits import Limit

from .forms import CardForm
from .inviting import answer

Answer = SpeakerInvitation.Answer
LINKS = Limit("speaker-links", tries=3, seconds=3600)  # new links by invitation


def _found(token):
    """(invitation, whether the link still holds)."""
    public_id, holds = CARD.read(token)
    invitations = SpeakerInvitation.objects.select_related("speaker__photo", "programme__event")
    return get_object_or_404(invitations, public_id=public_id), holds


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def card_view(request, token):
    """The button says whether they come; «save» leaves that open."""
    invitation, holds = _found(token)
    if not holds:
        return render(request, "conferences/old_link.html", {"token": token, "door": "speaker_link"}, status=410)
    sent = request.method == "POST"
    given = (request.POST, request.FILES) if sent else ()
    form = CardForm(*given, instance=invitation.speaker, initial={"word": invitation.word})
    if form.is_valid():
        card = {name: form.cleaned_data[name] for name in form.Meta.fields}
        chosen = request.POST.get("answer", "")
        said = chosen if chosen in Answer.values else ""
        photo, word = form.cleaned_data["photo"], form.cleaned_data["word"]
        answer(invitation=invitation, answer=said, card=card, photo=photo, word=word, now=timezone.now())
        messages.success(request, _("Thank you. Your card is saved, and the coordinators see what you wrote."))
        return redirect("speaker_card", token)
    items = Item.objects.filter(programme=invitation.programme, appearances__speaker=invitation.speaker).distinct()
    context = {
        "invitation": invitation,
        "photo": invitation.speaker.photo,
        "event": invitation.programme.event,
        "items": items.order_by(Alphabetically("title"), "pk"),
        "form": form,
        "token": token,
    }
    return render(request, "conferences/card.html", context, status=422 if form.is_bound else 200)


@never_cache
@require_POST
def new_link(request, token):
    """To the address to which the first one went, whoever asks."""
    invitation, _holds = _found(token)
    now = timezone.now()
    if LINKS.wait(invitation.public_id, now=now):
        messages.error(request, _("Links were mailed several times already. Look into your mailbox."))
    else:
        LINKS.count(invitation.public_id, now=now)
        send_speaker_invitation.enqueue(invitation.pk)
        messages.success(request, _("A new link is on its way to the address that we have."))
    return redirect("speaker_card", token)
