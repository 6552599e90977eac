"""What organizations cause to be said: to whom they invite, put into a queue or take back, and to their contacts."""

from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, gettext, override

from people.addresses import absolute, absolute_reverse
from webinars.emails import links_of
from webinars.entries import event_path
from webinars.models import WayIn
from webinars.translations import in_language

from .answering import beside
from .listing import listed

State = WayIn.State


def way_in_mail(pk, *, about):
    """The mail about a way in: invited, asked, queued, taken_back, declined; None if that is not so any more."""
    (sent,) = listed(WayIn.objects.filter(pk=pk), now=timezone.now()) or [None]
    if sent is None or not _still_true(sent, about):
        return None
    way_in = sent.way_in
    reader = way_in.named_by if about == "declined" else way_in.person
    address = reader.email if reader else way_in.email
    # The school knows no language of a stranger, so it is the language of who named them.
    with override((reader or way_in.named_by).language):
        return _mail(way_in, about, reader=reader, address=address) if address else None


def is_true(way_in, about):
    """Whether ``about`` (see ``way_in_mail``) is so still."""
    (sent,) = listed(WayIn.objects.filter(pk=way_in.pk), now=timezone.now()) or [None]
    return sent is not None and _still_true(sent, about)


def _still_true(sent, about):
    if about in {"asked", "queued"}:
        return sent.is_open and not sent.has_seat and not sent.way_in.is_invited
    return sent.way_in.state == about and (about != State.INVITED or sent.is_open)


def _mail(way_in, about, *, reader, address):
    dates = list(beside(way_in)) if about == "invited" else [way_in]
    sessions = in_language([row.session for row in dates], get_language())
    session, organization = sessions[0], way_in.organization
    subjects = {
        "invited": gettext("%(organization)s invites you: %(title)s"),
        "asked": gettext("A seat is asked for: %(title)s"),
        "queued": gettext("You are in the queue: %(title)s"),
        "taken_back": gettext("%(organization)s sends you no more: %(title)s"),
        "declined": gettext("Somebody is not coming: %(title)s"),
    }
    context = {
        "name": reader.display_name if reader else way_in.name,
        "way_in": way_in,
        "organization": organization,
        "sessions": sessions,
        "event_url": absolute(event_path(session.event)),
        "answer_url": absolute_reverse("event_nomination", way_in.key, language=get_language()),
    }
    if about == "declined":
        context["list_url"] = absolute(reverse("organization_event", args=[organization.pk, session.event_id]))
    if about in {"asked", "queued"}:
        context |= links_of(session, reader)
    subject = subjects[about] % {"organization": organization, "title": session.full_title}
    return EmailMessage(
        subject=" ".join(subject.split()),
        body=render_to_string(f"webinars/emails/way_in_{about}.txt", context).strip() + "\n",
        to=[address],
    )
