"""What those without a seat read: one mail about one thing, or one about all that an act brought; only what is true."""

from dataclasses import dataclass

from django.core.mail import EmailMessage
from django.db import transaction
from django.template.loader import render_to_string
from django.utils.translation import get_language, gettext, override

from people.addresses import absolute
from people.models import Person
from webinars import emails, joint_mails
from webinars.entries import event_path
from webinars.guests.links import links_of
from webinars.meetings.access import is_invited
from webinars.models import SeatRequest, Session, WaitingPlace, WayIn
from webinars.organizations import mails as of_organizations
from webinars.translations import in_language

from .standing import standing_of
from .untold import hold, put_back, take
from .word import CANCELLED, HOST, MOVED, OF_SESSIONS, PLACE, REQUEST, RESTORED, WAY_IN

ROWS = {PLACE: WaitingPlace, REQUEST: SeatRequest, WAY_IN: WayIn}
ABOUT = {MOVED: joint_mails.CHANGED, CANCELLED: joint_mails.CANCELLED, RESTORED: joint_mails.RESTORED}


@dataclass
class Word:
    """Something that is true now: its ``row``, who reads it, by which ``key``, and what they knew ``before``."""

    kind: str
    about: str
    row: object
    session: Session
    reader: Person
    key: str
    note: str
    before: dict | None = None


def send(items, *, now):
    """Send one mail to one reader, in their language; none if nothing of it is so any more, or they know already.

    One that did not leave is tried again, so what the reader knew is put back.
    """
    with transaction.atomic():
        hold({item["session"] for item in items if item["session"]})
        words = _words(items, now=now)
    if not words:
        return
    try:
        _mail_of(words).send()
    except OSError:  # smtplib's own errors are OSErrors too
        with transaction.atomic():
            for word in words:
                if word.before:
                    put_back(session=word.session, reader=word.key, before=word.before)
        raise


def _words(items, *, now):
    words = [word for item in items if (word := _read(item, now=now))]
    words.sort(key=lambda word: word.about not in OF_SESSIONS)  # they also say what is held or asked
    return list({word.session.pk: word for word in reversed(words)}.values())


def _mail_of(words):
    with override(words[0].reader.language):
        for word, session in zip(words, in_language([word.session for word in words], get_language()), strict=True):
            word.session = session
        return _mail(words[0]) if len(words) == 1 else _joint(words)


def _read(item, *, now):
    """The ``Word`` of an item that was left, or None."""
    kind, about = item["kind"], item["about"]
    rows = ROWS[kind].objects.select_related("person__user") if kind in ROWS else Person.objects
    row = rows.filter(pk=item["key"]).first()
    sessions = Session.objects.select_related("event__locale")
    session = row and sessions.filter(pk=row.session_id if kind in ROWS else item["session"]).first()
    if session is None:
        return None
    if kind in ROWS:
        row.session = session
    if item["sequence"] not in {None, session.sequence}:
        return None
    word = Word(kind, about, row, session, _reader(kind, row), item["reader"], item["note"])
    if about in (MOVED, RESTORED) and not session.is_cancelled:  # of what is called off they hear no move
        word.before = take(session=session, reader=item["reader"])
    news = about != MOVED or bool(emails.changed(session, word.before))
    return word if word.reader.email and news and _is_true(word, now=now) else None


def _reader(kind, row):
    """A stranger's language nobody knows, so it is that of who named them."""
    if kind not in ROWS:
        return row
    return row.person or Person(display_name=row.name, email=row.email, language=row.named_by.language)


def _is_true(word, *, now):
    row, session, about = word.row, word.session, word.about
    if about in OF_SESSIONS and (session.is_over(now=now) or session.is_cancelled != (about == CANCELLED)):
        return False
    if word.kind == PLACE:
        return about in row.news(now=now)
    if word.kind == REQUEST:
        return about in row.news
    if word.kind == WAY_IN:
        return row.is_invited if about in OF_SESSIONS else of_organizations.is_true(row, about)
    if session.registrations.active().filter(person=row).exists():
        return False
    return session.host_id == row.pk if word.kind == HOST else is_invited(person=row, event=session.event)


def _mail(word):
    if word.about not in OF_SESSIONS:
        if word.kind == WAY_IN:
            return of_organizations.way_in_mail(word.row.pk, about=word.about)
        write = emails.waiting_mail if word.kind == PLACE else emails.request_mail
        return write(word.row, about=word.about)
    session, title = word.session, word.session.full_title
    subjects = {
        MOVED: gettext("Changed: %(title)s"),
        CANCELLED: gettext("Cancelled: %(title)s"),
        RESTORED: gettext("Takes place after all: %(title)s"),
    }
    standing, url = standing_of(word)
    back = {PLACE: "decline_url", REQUEST: "request_leave_url"}.get(word.kind)
    context = {
        "name": word.reader.display_name,
        "about": word.about,
        "session": session,
        "changes": emails.changes_of(session, word.before or {}),
        "reason": word.note,
        "standing": standing,
        "url": url,
        "event_url": absolute(event_path(session.event)),
        "back_url": links_of(session, word.reader)[back] if back and word.about != CANCELLED else "",
    }
    text = render_to_string("webinars/emails/word.txt", context).strip() + "\n"
    return _message(subjects[word.about] % {"title": title}, text, word.reader)


def _joint(words):
    reader = words[0].reader
    subject, text = joint_mails.joint_text([_part(word) for word in words], person=reader, files=False, seats=False)
    return _message(subject, text, reader)


def _part(word):
    standing, url = standing_of(word)
    held = emails.held(word.row) if word.kind == PLACE else ""
    declined = word.kind == REQUEST and word.about == "declined"
    return joint_mails.Part(
        word.session,
        ABOUT.get(word.about, word.about),
        reason=word.row.reason if declined else word.note,
        changes=tuple(emails.changes_of(word.session, word.before or {})),
        changed=frozenset(emails.changed(word.session, word.before or {})),
        standing="" if held else standing,
        held=held,
        url=url,
        organization=_organization(word),
    )


def _organization(word):
    """Whose doing it is that somebody waits or asks, or does no more."""
    of_theirs = word.kind == WAY_IN and word.about not in OF_SESSIONS and word.row.organization_id
    return word.row.organization.name if of_theirs else ""


def _message(subject, text, reader):
    return EmailMessage(
        subject=" ".join(subject.split()),
        body=text,
        to=[reader.email],
        headers={"Auto-Submitted": "auto-generated"},
    )
