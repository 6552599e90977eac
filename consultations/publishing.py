"""What trainers publish: an offer, its hours, the days without them, places for groups. Booked ones always stay."""

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from people.models import Person
from webinars.models import EventPage
from webinars.recurrence import MAX_DATES

from .exceptions import ConsultationRefused
from .models import Absence, Hours, Offer, Share

RULES = ("about", "minutes", "buffer", "lead_hours", "horizon_days", "change_hours", "per_person")


@transaction.atomic
def publish(*, trainer, by, now, **rules):
    """Open the offer of ``trainer``, new or known, with ``rules`` (see ``RULES``); those not named stay."""
    if unknown := set(rules) - set(RULES):
        raise TypeError(f"Not a rule of an offer: {', '.join(sorted(unknown))}")
    trainer = Person.objects.select_for_update(of=("self",)).get(pk=trainer.pk)
    offer = Offer.objects.select_for_update(of=("self",)).filter(trainer=trainer).first()
    offer = offer or Offer(trainer=trainer, event=_page(), created_at=now)
    for name, value in rules.items():
        setattr(offer, name, value)
    offer.is_open = True
    offer.full_clean()
    offer.save()
    log(offer, "consultations.offer.publish", user=by)
    return offer


def _page():
    """The page that announces consultations: the first published one of their kind."""
    page = EventPage.objects.live().filter(kind=EventPage.Kind.CONSULTATION).order_by("pk").first()
    if page is None:
        raise ConsultationRefused(_("There is no page about consultations yet. Ask a coordinator to publish one."))
    return page


@transaction.atomic
def close(*, offer, by, now):
    """Let nobody book any more; what is booked takes place."""
    offer = _locked(offer)
    if offer.is_open:
        offer.is_open = False
        offer.save(update_fields=["is_open"])
        log(offer, "consultations.offer.close", user=by)
    return offer


@transaction.atomic
def add_hours(*, offer, rule, first_on, at, until, by):
    """Publish hours that repeat by ``rule``, a ``webinars.recurrence.Rule``."""
    number = len(rule.days(first_on))
    if not number:
        raise ConsultationRefused(_("By this rule there is no date."))
    if number > MAX_DATES:
        raise ConsultationRefused(_("These are more than %(number)d dates.") % {"number": MAX_DATES})
    if until <= at:
        raise ConsultationRefused(_("The hours end after they begin."))
    hours = Hours.objects.create(offer=_locked(offer), rule=rule.text, first_on=first_on, at=at, until=until)
    log(offer, "consultations.hours.add", user=by, data={"hours": f"{rule.text} {at:%H:%M}-{until:%H:%M}"})
    return hours


@transaction.atomic
def add_absence(*, offer, first_on, last_on, by):
    """Take the days from ``first_on`` to ``last_on`` out of all hours."""
    if last_on < first_on:
        raise ConsultationRefused(_("The last day is not before the first."))
    absence = Absence.objects.create(offer=_locked(offer), first_on=first_on, last_on=last_on)
    log(offer, "consultations.absence.add", user=by, data={"days": f"{first_on}/{last_on}"})
    return absence


@transaction.atomic
def add_share(*, offer, places, by, cohort=None, organization=None):
    """Keep ``places`` consultations a month for one group; from the first on, the offer is for such groups alone."""
    share = Share(offer=_locked(offer), cohort=cohort, organization=organization, places=places)
    try:
        with transaction.atomic():
            share.save()
    except IntegrityError as error:
        raise ConsultationRefused(_("This group has places already. Remove them first.")) from error
    log(offer, "consultations.share.add", user=by, data={"places": places, "group": str(share)})
    return share


@transaction.atomic
def take_back(*, part, by):
    """Remove hours, an absence or a share of an offer."""
    offer = _locked(part.offer)
    log(offer, f"consultations.{part._meta.model_name}.remove", user=by, data={"was": str(part)})
    part.delete()
    return offer


def _locked(offer):
    return Offer.objects.select_for_update(of=("self",)).select_related("trainer").get(pk=offer.pk)
