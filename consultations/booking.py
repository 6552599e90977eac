"""Booking, moving and cancelling. The offer's row is locked first, then the person's, while times are compared.

When a consultation takes place and who hears of it is the work of ``webinars``: each is a private session.
"""

from datetime import timedelta

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.log_actions import log

from content import wording
from people.models import Person
from webinars.exceptions import SchedulingRefused
from webinars.models import Session
from webinars.registration import register
from webinars.scheduling import cancel as cancel_session
from webinars.scheduling import reschedule, schedule

from .access import offers_to
from .exceptions import ConsultationRefused
from .freeing import free_slots
from .limits import check_free, share_for
from .models import KEEPER, Consultation, Offer


@transaction.atomic
def book(*, person, offer, starts_at, subject, question="", now):
    """Give ``person`` the slot at ``starts_at``; asking twice returns the same consultation."""
    offer, person = _held(offer, person)
    mine = Consultation.objects.standing().filter(offer=offer, person=person, session__starts_at=starts_at)
    if consultation := mine.first():
        return consultation
    if not offers_to(person).filter(pk=offer.pk).exists():
        raise ConsultationRefused(_("This trainer’s consultations are not open to you."))
    slot = _free(offer, starts_at, now=now)
    check_free(person=person, starts_at=slot.starts_at, ends_at=slot.ends_at)
    share = share_for(person=person, offer=offer, starts_at=slot.starts_at)
    session = _session(offer, slot, by=person.user, now=now)
    organization = _organization(person, share)
    consultation = Consultation.objects.create(
        session=session,
        offer=offer,
        person=person,
        share=share,
        organization=organization,
        region=person.region or (organization.region if organization else ""),
        subject=subject,
        question=question,
        booked_at=now,
    )
    register(person=person, session=session, now=now)
    log(consultation, "consultations.book", user=person.user, data=_when(session))
    return consultation


@transaction.atomic
def move(*, consultation, starts_at, now):
    """Hold the participant's ``consultation`` at another free time of the same trainer; both hear of it."""
    offer, person = _held(consultation.offer, consultation.person)
    consultation = _locked(consultation)
    session = consultation.session
    if session.starts_at == starts_at:
        return consultation
    _check_in_time(consultation, now=now)
    slot = _free(offer, starts_at, now=now, without=session)
    check_free(person=person, starts_at=slot.starts_at, ends_at=slot.ends_at, without=consultation)
    share = share_for(person=person, offer=offer, starts_at=slot.starts_at, without=consultation)
    before = _when(session)
    session = _refusable(
        reschedule, session=session, starts_at=slot.starts_at, ends_at=slot.ends_at, by=person.user, now=now
    )
    consultation.share = share
    consultation.save(update_fields=["share"])
    log(consultation, "consultations.move", user=person.user, data={"before": before, "after": _when(session)})
    return Consultation.objects.with_people().get(pk=consultation.pk)


@transaction.atomic
def cancel(*, consultation, now):
    """The participant cannot come: the time is free again, and the trainer hears of it. Twice is as good as once."""
    _held(consultation.offer, consultation.person)
    consultation = _locked(consultation)
    if consultation.session.is_cancelled:
        return consultation
    _check_in_time(consultation, now=now)
    return _end(consultation, by=consultation.person.user, person=consultation.person, reason="", now=now)


@transaction.atomic
def call_off(*, consultation, reason, by, now):
    """The trainer, or a coordinator for them, cancels until the end, and says why; the participant hears of it."""
    _held(consultation.offer, consultation.person)
    consultation = _locked(consultation)
    if consultation.session.is_cancelled:
        return consultation
    if consultation.session.is_over(now=now):
        raise ConsultationRefused(_("This consultation is over."))
    return _end(consultation, by=by, person=getattr(by, "person", None), reason=reason, now=now)


def changes_end_at(consultation):
    """Until when the participant may move or cancel."""
    return consultation.session.starts_at - timedelta(hours=consultation.offer.change_hours)


def rule_of(offer):
    """The rule by which participants move and cancel, in a sentence."""
    words = ngettext(
        "A consultation is moved or cancelled at the latest %(number)d hour before it begins.",
        "A consultation is moved or cancelled at the latest %(number)d hours before it begins.",
        offer.change_hours,
    )
    return words % {"number": offer.change_hours}


def _held(offer, person):
    """Both rows as they are now, locked in one order, so that no two bookings wait for each other."""
    offer = Offer.objects.select_for_update(of=("self",)).select_related("trainer", "event").get(pk=offer.pk)
    return offer, Person.objects.select_for_update(of=("self",)).select_related("user").get(pk=person.pk)


def _locked(consultation):
    return Consultation.objects.select_for_update(of=("self",)).with_people().get(pk=consultation.pk)


def _free(offer, starts_at, *, now, without=None):
    """The free slot of ``offer`` at ``starts_at``, counted anew."""
    found = free_slots(Offer.objects.with_times().filter(pk=offer.pk), now=now, without=without)[offer]
    for slot in found:
        if slot.starts_at == starts_at:
            return slot
    raise ConsultationRefused(_("This time is not free any more. Choose another one."))


def _session(offer, slot, *, by, now):
    session = Session(
        event=offer.event,
        title=offer.trainer.display_name,
        starts_at=slot.starts_at,
        ends_at=slot.ends_at,
        host=offer.trainer,
        capacity=1,
        kept_by=KEEPER,
    )
    return _refusable(schedule, session=session, by=by, now=now)


def _refusable(verb, **arguments):
    try:
        return verb(**arguments)
    except SchedulingRefused as refusal:
        raise ConsultationRefused(str(refusal)) from refusal


def _organization(person, share):
    """Whom the consultation counts for: the organization whose place it takes, else the person's own first one."""
    if share and share.organization_id:
        return share.organization
    return person.organizations.order_by("memberships__pk").first()


def _check_in_time(consultation, *, now):
    if consultation.session.is_cancelled:
        raise ConsultationRefused(_("This consultation is cancelled."))
    if now > changes_end_at(consultation):
        until = wording.moment(changes_end_at(consultation), now=now)
        late = _("That was possible until %(until)s (Kyiv time).") % {"until": until}
        raise ConsultationRefused(f"{rule_of(consultation.offer)} {late}")


def _end(consultation, *, by, person, reason, now):
    cancel_session(session=consultation.session, by=by, now=now, reason=reason)
    consultation.cancelled_by = person
    consultation.save(update_fields=["cancelled_by"])
    log(consultation, "consultations.cancel", user=by, data={"reason": reason})
    return Consultation.objects.with_people().get(pk=consultation.pk)


def _when(session):
    return {"starts_at": session.starts_at.isoformat()}
