"""Ask a speaker by mail, and take what they answer."""

from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.images import get_image_model
from wagtail.log_actions import log

from conferences.exceptions import ProgrammeRefused
from conferences.models import Appearance, Programme, SpeakerInvitation
from conferences.tasks import send_speaker_invitation
from content.models import Speaker

FIELDS = ("name", "name_en", "role", "organization", "biography")


@transaction.atomic
def invite(*, programme, speaker, email, by, now):
    """Mail ``speaker`` a link to their card; asked again they get a new one, and what they answered stays."""
    programme = Programme.objects.select_for_update(of=("self",)).get(pk=programme.pk)
    if not Appearance.objects.filter(item__programme=programme, speaker=speaker).exists():
        raise ProgrammeRefused(_("This person appears in no item of the programme."))
    said = {"email": email, "invited_at": now}
    invitation, _made = SpeakerInvitation.objects.update_or_create(programme=programme, speaker=speaker, defaults=said)
    log(programme, "conferences.speaker.invite", user=by, data={"speaker": speaker.name})
    send_speaker_invitation.enqueue(invitation.pk)
    return invitation


@transaction.atomic
def answer(*, invitation, answer, card, photo, word, now):
    """Keep what a speaker wrote: ``card`` are fields of their card, ``photo`` a new one or None.

    An empty ``answer`` leaves the one they gave before.
    """
    invitation = SpeakerInvitation.objects.select_for_update(of=("self",)).get(pk=invitation.pk)
    speaker = Speaker.objects.select_for_update(of=("self",)).get(pk=invitation.speaker_id)
    changes = [
        {"field": name, "before": getattr(speaker, name), "after": card[name], "at": now.isoformat()}
        for name in FIELDS
        if getattr(speaker, name) != card[name]
    ]
    for name in FIELDS:
        setattr(speaker, name, card[name])
    if photo:
        speaker.photo = get_image_model().objects.create(title=speaker.name, file=photo)
        changes.append({"field": "photo", "before": "", "after": "", "at": now.isoformat()})
    if changes:
        speaker.save()
    invitation.changes += changes
    invitation.word = word
    if answer:
        invitation.answer, invitation.answered_at = answer, now
    invitation.save()
    log(speaker, "conferences.speaker.answer", data={"answer": answer, "fields": [one["field"] for one in changes]})
    return invitation
