"""Why a certificate is not printed, issued or changed: a code and its facts are kept, the words are found when read.

So the reason that a task writes down at night is read in the language of whoever opens it in the morning.
"""

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

FIELDS = {
    "acknowledgement": gettext_lazy("funder’s acknowledgement"),
    "background": gettext_lazy("background"),
    "body": gettext_lazy("text"),
    "details": gettext_lazy("details"),
    "issued_label": gettext_lazy("note under the date"),
    "issued_on": gettext_lazy("date of issue"),
    "issuer": gettext_lazy("issuer"),
    "lead": gettext_lazy("statement"),
    "logo": gettext_lazy("logo"),
    "logo_2": gettext_lazy("second logo"),
    "logo_3": gettext_lazy("third logo"),
    "logo_4": gettext_lazy("fourth logo"),
    "logos": gettext_lazy("logo"),
    "number": gettext_lazy("number"),
    "place": gettext_lazy("place"),
    "recipient": gettext_lazy("name of the recipient"),
    "seal": gettext_lazy("seal"),
    "sealed": gettext_lazy("line of the electronic signature"),
    "signatories": gettext_lazy("signature"),
    "signature": gettext_lazy("picture of the signature"),
    "signature_2": gettext_lazy("picture of the second signature"),
    "signature_3": gettext_lazy("picture of the third signature"),
    "subject": gettext_lazy("course or event"),
    "title": gettext_lazy("title"),
    "verify_label": gettext_lazy("note beside the address"),
    "verify_url": gettext_lazy("address for verification"),
}

WORDS = {
    # of a text or picture; the field stands before them
    "empty": gettext_lazy("there is no text."),
    "no_glyph": gettext_lazy("these characters cannot be printed: %(characters)s."),
    "no_room": gettext_lazy("there is no room for this text; shorten it."),
    "too_many": gettext_lazy("there is room for %(limit)d."),
    "not_whole": gettext_lazy("the picture is not a whole PNG or JPEG file."),
    "unreadable": gettext_lazy("the picture “%(picture)s” cannot be read; choose a PNG or JPEG."),
    "too_small": gettext_lazy(
        "the picture has %(width)d × %(height)d pixels, and print needs at least %(long)d × %(short)d."
    ),
    "not_svg": gettext_lazy("the SVG cannot be read; save it as plain SVG in UTF-8, or as PNG."),
    "not_still": gettext_lazy(
        "the SVG “%(picture)s” does more than draw: it has a script, a link or an outside file. Save it as plain SVG or"
        " PNG."
    ),
    "svg_heavy": gettext_lazy(
        "the SVG “%(picture)s” holds pixels, a filter or markers, which would take long on every certificate. Save it"
        " as PNG."
    ),
    "svg_text": gettext_lazy(
        "the SVG “%(picture)s” holds text, which would be set in another font. Turn the text into outlines, or save it"
        " as PNG."
    ),
    "svg_too_large": gettext_lazy("the SVG “%(picture)s” has more than %(limit)d kB. Simplify it, or save it as PNG."),
    # of an issue
    "inactive": gettext_lazy("The rule is no longer in force."),
    "not_live": gettext_lazy("The template is not approved yet, or is withdrawn."),
    "fault": gettext_lazy("A fault of the program; the operator’s log says more. It is tried again every hour."),
    "earlier": "%(text)s",  # from before codes were kept
    "has_one": gettext_lazy("There is a certificate already."),
    "had_one": gettext_lazy("The certificate was revoked; only by hand is another one issued."),
    "not_completed": gettext_lazy("The course is not completed."),
    "courses_left": gettext_lazy("Completed courses of the programme: %(done)d of %(asked)d."),
    "no_sessions": gettext_lazy("No session has taken place."),
    "not_trainer": gettext_lazy("Neither hosts a session nor is named as trainer or speaker."),
    "not_speaker": gettext_lazy("Does not stand in the released programme."),
    "not_organizer": gettext_lazy("The rule does not name them as an organizer."),
    "not_tried": gettext_lazy("The quiz was not done."),
    "no_survey": gettext_lazy("The survey was not answered."),
    "waits_for_mark": gettext_lazy("An answer in the quiz waits for the trainer’s mark."),
    "mark": gettext_lazy("Mark in the quiz: %(done)s %%, asked: %(asked)d %%."),
    "people": gettext_lazy("Its people who completed the course: %(done)d of %(asked)d."),
    "too_early": gettext_lazy("Only a day after the last session: another day may still be announced."),
    "sessions": gettext_lazy("Attended sessions: %(done)d of %(asked)d."),
    "days": gettext_lazy("Attended days: %(done)d of %(asked)d."),
    "hours": gettext_lazy("Attended hours: %(done)s of %(asked)d."),
    "percent": gettext_lazy("Attended share: %(done)d %%, asked: %(asked)d %%."),
    # of a change
    "no_reason": gettext_lazy("Say why."),
    "suspended": gettext_lazy("The certificate is suspended. Reinstate or revoke it first."),
    "not_suspended": gettext_lazy("This certificate is not suspended."),
    "not_valid": gettext_lazy("This certificate is revoked or replaced; it is not changed any more."),
    "no_badge": gettext_lazy("An organization has no badge."),
    "same_name": gettext_lazy("The certificate has this name already."),
    "does_not_expire": gettext_lazy("This certificate does not expire, so there is nothing to renew."),
    "renewed_too_early": gettext_lazy("It is renewed in the last %(days)d days before it expires, or after."),
    "not_planned": gettext_lazy("This list is approved or cancelled already."),
    "nobody": gettext_lazy("Nobody on this list gets a certificate."),
    "nothing_back": gettext_lazy("No mail about this certificate came back, or it is sent again already."),
    "not_running": gettext_lazy("Nothing of this list is being issued."),
}


def words(code, facts):
    """The reason as a sentence in the reader's language; a code that this version does not know stands for itself."""
    reason = _too_long(facts) if code == "too_long" else WORDS.get(code, code) % facts
    if "field" not in facts:
        return str(reason)
    return capfirst(_("%(field)s: %(reason)s") % {"field": FIELDS[facts["field"]], "reason": reason})


def _too_long(facts):
    return (
        ngettext(
            "the text has %(given)d character, and there is room for %(limit)d.",
            "the text has %(given)d characters, and there is room for %(limit)d.",
            facts["given"],
        )
        % facts
    )
