"""The mail with the link that takes a seat. Nothing in it was typed by whoever asked for it."""

from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext, override

from people.addresses import absolute_reverse
from webinars.models import Session
from webinars.translations import in_language

from .coming import refusal_to_come
from .opening import HOURS, token_of


def link_mail(session_pk, guest_key, email, *, language):
    """None where the link that was asked for does not lead in any more."""
    found = Session.objects.filter(pk=session_pk, guest_key=guest_key).select_related("event__locale").first()
    if found is None or refusal_to_come(found, now=timezone.now()):
        return None
    with override(language):
        (session,) = in_language([found], language)
        url = absolute_reverse("guest_confirm", guest_key, token_of(session, email), language=language)
        context = {"session": session, "url": url, "hours": HOURS}
        subject = gettext("Confirm your address: %(title)s") % {"title": session.full_title}
        return EmailMessage(
            subject=" ".join(subject.split()),
            body=render_to_string("webinars/emails/guest_link.txt", context).strip() + "\n",
            to=[email],
            headers={"Auto-Submitted": "auto-generated"},
        )
