"""What somebody is to a session as it is now, in a sentence, and where they act on it, if there is something to do."""

from django.utils.translation import get_language, gettext

from people.addresses import absolute_reverse
from webinars.emails import held
from webinars.guests.links import links_of
from webinars.organizations.answering import beside

from .word import CANCELLED, GUEST, HOST, OF_SESSIONS, PLACE, REQUEST, WAY_IN


def standing_of(word):
    """(sentence, address or ""), in the active language."""
    if word.about == CANCELLED:
        return _if_after_all(word.kind), ""
    if word.about not in OF_SESSIONS:
        return _of_steps(word), links_of(word.session, word.reader)["register_url"] if word.about == "offered" else ""
    if word.kind == PLACE and word.row.is_offered:
        return held(word.row), links_of(word.session, word.reader)["register_url"]
    sentences = {
        PLACE: gettext("You are in the queue, and your place is kept."),
        REQUEST: gettext("You have asked for a seat. Your request stands; a coordinator decides about it."),
        WAY_IN: gettext("You are invited by %(organization)s, and the invitation stands. Say yes or no here:"),
        GUEST: gettext("You are invited, and the invitation stands. Say yes or no here:"),
        HOST: gettext("You are the host."),
    }
    sentence = sentences[word.kind]
    return (sentence % {"organization": word.row.organization} if word.kind == WAY_IN else sentence), _answer_url(word)


def _answer_url(word):
    if word.kind == WAY_IN:
        return absolute_reverse("event_nomination", beside(word.row).first().key, language=get_language())
    if word.kind == GUEST:
        return absolute_reverse("event_invitation", word.session.event_id, language=get_language())
    return ""


def _if_after_all(kind):
    """What becomes of it should a cancelled session take place after all."""
    return {
        PLACE: gettext("If it takes place after all, your place in the queue is kept."),
        REQUEST: gettext("If it takes place after all, your request stands."),
        WAY_IN: gettext("If it takes place after all, the invitation stands."),
        GUEST: gettext("If it takes place after all, the invitation stands."),
        HOST: gettext("You were to be the host."),
    }[kind]


def _of_steps(word):
    """What there is to say of several steps at once; one alone has a mail of its own."""
    return {
        "expired": gettext("If you still want to come, join the queue again on the page of the event."),
        "queued": gettext("All seats are taken. When a seat is free, we write to you."),
        "asked": gettext("A coordinator decides, and we write to you."),
    }.get(word.about, "")
