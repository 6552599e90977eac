"""How many consultations there may be. Called while the rows they are counted against are locked."""

from django.db.models import Q
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from calendars.kyiv import KYIV
from webinars.agenda import month_bounds
from webinars.models import Session
from webinars.translations import in_language

from .access import shares_for
from .exceptions import ConsultationRefused
from .models import Consultation


def share_for(*, person, offer, starts_at, without=None):
    """The share of a group that a consultation of ``person`` at ``starts_at`` is counted in; None for an open offer.

    Raises ``ConsultationRefused`` where the person or all their groups have had what they may have in that month, or
    where the person talks to somebody else then. ``without`` is a consultation that is to be moved.
    """
    standing = Consultation.objects.standing().exclude(pk=without.pk if without else None)
    first, following = month_bounds(starts_at.astimezone(KYIV).date().replace(day=1))
    of_month = standing.filter(offer=offer, session__starts_at__gte=first, session__starts_at__lt=following)
    if offer.per_person and of_month.filter(person=person).count() >= offer.per_person:
        words = ngettext(
            "One person may have %(number)d consultation with this trainer in a month.",
            "One person may have %(number)d consultations with this trainer in a month.",
            offer.per_person,
        )
        raise ConsultationRefused(words % {"number": offer.per_person})
    if not offer.shares.exists():
        return None
    shares = list(shares_for(person).filter(offer=offer))
    if not shares:
        raise ConsultationRefused(_("These consultations are for other groups."))
    for share in shares:
        if of_month.filter(share=share).count() < share.places:
            return share
    raise ConsultationRefused(_("Your group has had all its consultations with this trainer in that month."))


def check_free(*, person, starts_at, ends_at, without=None):
    """Refuse a time at which ``person`` has another consultation, given or taken."""
    others = Consultation.objects.standing().of(person).exclude(pk=without.pk if without else None)
    if others.filter(session__starts_at__lt=ends_at, session__ends_at__gt=starts_at).exists():
        raise ConsultationRefused(_("You have another consultation at that time."))


def expected_elsewhere(*, person, starts_at, ends_at):
    """The sessions of events that ``person`` has a seat in or leads at that time: a warning, never a refusal."""
    mine = person.registrations.active().values("session")
    rows = Session.objects.listed().scheduled().filter(Q(pk__in=mine) | Q(host=person))
    rows = rows.filter(starts_at__lt=ends_at, ends_at__gt=starts_at)
    return in_language(rows.select_related("event__locale").order_by("starts_at", "pk"), get_language())
