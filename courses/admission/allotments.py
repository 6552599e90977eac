"""Seats of a cohort for an organization: kept, filled by people whom its contact names, given back, filled anew.

The cohort's row is held by each verb, as by every way in: seats are counted once.
"""

from datetime import timedelta

from django.db import transaction
from django.db.models import F, Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.log_actions import log

from courses.enrollment import give_place, place_of, refusal_to_all, withdraw
from courses.exceptions import AllotmentRefused, EnrollmentRefused
from courses.models import Cohort, Nominee, SeatAllotment
from courses.tasks import send_allotted, send_declined_by_nominee, send_enrolled, send_nominated, send_returned
from people.models import Membership

from .offers import offer_free_seats
from .prerequisites import refusal_by_prerequisites

State = Nominee.State
TIME_TO_ANSWER = timedelta(days=7)
NAMED_FOR_A_SEAT = 5  # each of them gets a mail: nobody writes to the whole region from here


@transaction.atomic
def allot(*, allotment, by, now):
    """Write ``allotment``, new or with another number of seats or day; the organization's contacts hear of new seats.

    Raises ``AllotmentRefused``.
    """
    cohort = Cohort.objects.locked(allotment.cohort_id)
    before = SeatAllotment.objects.filter(pk=allotment.pk).first()
    if refusal := refusal_to_all(cohort, now=now):
        raise AllotmentRefused(refusal, field="cohort")
    if before:
        _check_same(allotment, before)
    if allotment.name_until <= now:
        raise AllotmentRefused(_("This moment is over."), field="name_until")
    _check_number(allotment, cohort, before=before)
    allotment.made_at = before.made_at if before else now
    allotment.save()
    log(allotment, "courses.seats.allot", user=by, data={"seats": allotment.seats})
    offer_free_seats(cohort, now=now)
    if before is None or allotment.seats > before.seats:
        send_allotted.enqueue(allotment.pk)
    return allotment


def _check_same(allotment, before):
    """Whose seats they are and where does not change: people were named for these, and their links are out."""
    for field in ("cohort", "organization"):
        if getattr(allotment, f"{field}_id") != getattr(before, f"{field}_id"):
            refusal = _("This stays as it was. Give the unused seats back and keep new ones.")
            raise AllotmentRefused(refusal, field=field)


def _check_number(allotment, cohort, *, before):
    used = before.nominees.using_seats().count() if before else 0
    if allotment.seats < used:
        words = ngettext("%(used)d person is named already.", "%(used)d people are named already.", used)
        raise AllotmentRefused(words % {"used": used}, field="seats")
    if cohort.seats_left is None:
        return
    free = cohort.seats_left + (before.seats if before else 0)
    if allotment.seats > free:
        words = ngettext("The cohort has %(free)d free seat.", "The cohort has %(free)d free seats.", free)
        raise AllotmentRefused(words % {"free": free}, field="seats")


@transaction.atomic
def release(*, allotment, by, now):
    """Give the seats back that nobody has taken; invitations without an answer end. Twice is once."""
    allotment = _locked(allotment.pk)
    allotment.nominees.invited().update(state=State.LAPSED)
    return _shrink(allotment, by=by, now=now)


@transaction.atomic
def name_person(*, allotment, name, email, by, now, instead_of=None):
    """Name somebody for a seat; they get a mail with a link of their own, and come in only by their own word.

    ``instead_of`` is a nominee of the same organization who gives the seat up in the same step. ``by`` is the contact.
    Raises ``AllotmentRefused``.
    """
    allotment = _locked(allotment.pk)
    if instead_of is not None:
        _end(instead_of, by=by, now=now)
    if refusal := refusal_to_name(allotment, now=now, replaces=instead_of is not None):
        raise AllotmentRefused(refusal)
    if email and allotment.nominees.using_seats().filter(email__iexact=email).exists():
        raise AllotmentRefused(_("Somebody with this e-mail is named already."), field="email")
    nominee = allotment.nominees.create(
        name=name,
        email=email,
        named_by=by,
        named_at=now,
        answer_until=max(allotment.name_until, now + TIME_TO_ANSWER),
    )
    log(allotment, "courses.seats.name", user=by.user, data={"nominee": nominee.pk})
    send_nominated.enqueue(nominee.pk)
    return nominee


def refusal_to_name(allotment, *, now, replaces=False):
    """Why nobody can be named now, in words; empty when somebody can."""
    if refusal := refusal_to_all(allotment.cohort, now=now):
        return refusal
    if not replaces and now >= allotment.name_until:
        return _("The time to name people is over. You can still replace somebody.")
    if allotment.nominees.using_seats().count() >= allotment.seats:
        return _("People are named for all of your seats.")
    if not replaces and allotment.nominees.count() >= allotment.seats * NAMED_FOR_A_SEAT:
        return _("Many people were named one after another. Write to the school, please.")
    return ""


@transaction.atomic
def take_back(*, nominee, by, now):
    """The organization no longer sends ``nominee``; who had come in loses the place and is told. Twice is once.

    Raises ``AllotmentRefused`` for a course that is completed: completed never reverts.
    """
    _end(nominee, by=by, now=now)


def _end(nominee, *, by, now):
    allotment = _locked(nominee.allotment_id)
    nominee = allotment.nominees.select_related("enrollment__person__user").get(pk=nominee.pk)
    if not nominee.uses_a_seat:
        return
    if nominee.state == State.ACCEPTED:
        try:
            withdraw(person=nominee.enrollment.person, cohort=allotment.cohort, now=now, by=by.user)
        except EnrollmentRefused as refusal:
            raise AllotmentRefused(str(refusal)) from refusal
    nominee.state = State.TAKEN_BACK
    nominee.save(update_fields=["state"])
    log(allotment, "courses.seats.take_back", user=by.user, data={"nominee": nominee.pk})


@transaction.atomic
def accept(*, nominee, person, now):
    """Give ``person``, who opened the nominee's link, the seat; asking twice returns the same enrollment.

    From now on they belong to the organization in our records. Raises ``EnrollmentRefused``.
    """
    allotment = _locked(nominee.allotment_id)
    nominee = allotment.nominees.select_related("enrollment").get(pk=nominee.pk)
    if nominee.state == State.ACCEPTED and nominee.enrollment.person_id == person.pk:
        return nominee.enrollment
    if refusal := refusal_to_accept(nominee, person=person, now=now):
        raise EnrollmentRefused(refusal)
    enrollment = give_place(person=person, cohort=allotment.cohort, now=now, by=person.user)
    nominee.state, nominee.enrollment = State.ACCEPTED, enrollment
    nominee.save(update_fields=["state", "enrollment"])
    Membership.objects.get_or_create(person=person, organization=allotment.organization)
    offer_free_seats(allotment.cohort, now=now)  # of somebody for whom another place was held
    send_enrolled.enqueue(enrollment.pk)
    return enrollment


def refusal_to_accept(nominee, *, person, now):
    """Why ``person`` cannot take the seat of ``nominee`` now, in words; empty when they can."""
    organization, cohort = nominee.allotment.organization, nominee.allotment.cohort
    if nominee.state != State.INVITED or now >= nominee.answer_until:
        return _("This invitation is no longer open. Ask %(organization)s.") % {"organization": organization}
    if person and place_of(person, cohort):
        return _("You have a place in this cohort already.")
    return refusal_to_all(cohort, now=now) or (person and refusal_by_prerequisites(person, cohort)) or ""


@transaction.atomic
def decline(*, nominee, now):
    """Somebody says no; whoever has the link may, without an account. The contacts are told, once.

    False if there is nothing to decline any more: who takes part leaves the cohort instead.
    """
    allotment = _locked(nominee.allotment_id)
    if allotment.nominees.invited().filter(pk=nominee.pk).update(state=State.DECLINED):
        send_declined_by_nominee.enqueue(nominee.pk)
        return True
    return allotment.nominees.filter(pk=nominee.pk, state=State.DECLINED).exists()


def return_unused(*, now):
    """The sweep: end invitations without an answer, and give seats back whose time to be filled is over."""
    late = Nominee.objects.invited().filter(answer_until__lte=now)
    over = SeatAllotment.objects.with_used().filter(name_until__lte=now, seats__gt=F("used"))
    touched = SeatAllotment.objects.filter(Q(pk__in=late.values("allotment")) | Q(pk__in=over.values("pk")))
    return sum(_return(pk, now=now) for pk in list(touched.values_list("pk", flat=True)))


@transaction.atomic
def _return(pk, *, now):
    allotment = _locked(pk)
    allotment.nominees.invited().filter(answer_until__lte=now).update(state=State.LAPSED)
    if now < allotment.name_until:
        return 0
    returned = _shrink(allotment, by=None, now=now)
    if returned:
        send_returned.enqueue(pk, returned)
    return returned


def _shrink(allotment, *, by, now):
    """Keep as many seats as are used; how many go back, to those who wait first."""
    used = allotment.nominees.using_seats().count()
    returned, allotment.seats = allotment.seats - used, used
    if returned:
        allotment.save(update_fields=["seats"])
        log(allotment, "courses.seats.return", user=by, data={"seats": returned})
        offer_free_seats(allotment.cohort, now=now)
    return returned


def _locked(pk):
    """The allotment as it is once its cohort's row is held."""
    cohort = Cohort.objects.locked(SeatAllotment.objects.values_list("cohort", flat=True).get(pk=pk))
    allotment = SeatAllotment.objects.select_related("organization").get(pk=pk)
    allotment.cohort = cohort
    return allotment
