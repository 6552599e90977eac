"""Mails about a released programme, in the language of whoever reads them."""

from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.utils.translation import get_language, gettext, override

from people.addresses import absolute_reverse

from .changes import changed_items, sentences
from .models import Notice


def send(pk, *, now):
    """Take the notice, then send it: nobody gets two. One that the mail server did not take is given back."""
    if not Notice.objects.filter(pk=pk, taken_at__isnull=True).update(taken_at=now):
        return
    notice = Notice.objects.select_related("person", "release__programme__event").get(pk=pk)
    try:
        notice_mail(notice, now=now).send()
    except OSError:  # smtplib's own errors are OSErrors too; the cluster tries again
        Notice.objects.filter(pk=pk).update(taken_at=None)
        raise


def notice_mail(notice, *, now):
    """Subject and text, with those changes that concern the person."""
    release, person = notice.release, notice.person
    event = release.programme.event
    with override(person.language):
        about = (
            gettext("The programme is out: %(title)s")
            if release.number == 1
            else gettext("Programme changed: %(title)s")
        )
        context = {
            "person": person,
            "event": event,
            "release": release,
            "changes": _said(release, person, now=now),
            "url": absolute_reverse("programme", event.pk, language=get_language()),
        }
        return EmailMessage(
            subject=" ".join((about % {"title": event.title}).split()),
            body=render_to_string("conferences/emails/released.txt", context).strip() + "\n",
            to=[person.email],
            headers={"Auto-Submitted": "auto-generated"},
        )


def _said(release, person, *, now):
    """The changes of the items that the person starred or appears in; all of them are on the page."""
    before = release.programme.releases.filter(number=release.number - 1).first()
    if before is None:
        return []
    mine = {str(key) for key in person.programme_stars.values_list("item__public_id", flat=True)}
    slugs = set(person.speaker_cards.values_list("slug", flat=True))
    for snapshot in (before.snapshot, release.snapshot):
        for key, item in snapshot["items"].items():
            if any(who["slug"] in slugs for who in (*item["speakers"], *item["moderators"])):
                mine.add(key)
    changes = [change for change in release.changes if change["id"] in mine & changed_items(release.changes)]
    return sentences(changes, before=before.snapshot, after=release.snapshot, now=now)
