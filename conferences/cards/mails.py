"""The mail that asks a speaker, in the language of their person, where the card has one."""

from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.utils.translation import gettext, override

from conferences.links import CARD
from conferences.models import SpeakerInvitation
from people.addresses import absolute_reverse


def send(pk):
    invitations = SpeakerInvitation.objects.select_related("speaker__person", "programme__event")
    if invitation := invitations.filter(pk=pk).first():
        invitation_mail(invitation).send()


def invitation_mail(invitation):
    person = invitation.speaker.person
    language = person.language if person else "uk"
    with override(language):
        words = {"title": invitation.programme.event.title}
        context = {
            "name": invitation.speaker.label,
            "event": invitation.programme.event,
            "days": CARD.days,
            "url": absolute_reverse("speaker_card", CARD.token(invitation.public_id), language=language),
        }
        return EmailMessage(
            subject=" ".join((gettext("Your card as a speaker: %(title)s") % words).split()),
            body=render_to_string("conferences/emails/speaker.txt", context).strip() + "\n",
            to=[invitation.email],
            headers={"Auto-Submitted": "auto-generated"},
        )
