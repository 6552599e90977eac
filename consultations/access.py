"""Who may publish hours, book with whom, and read of a consultation: queryset and predicate together."""

from django.db.models import Exists, OuterRef, Q

from courses.models import Enrollment
from people.accounts import person_of
from people.models import Membership

from .models import Consultation, Offer, Share


def may_publish(user):
    """Trainers, by the rights of their role, with a person behind the account."""
    return person_of(user) is not None and user.has_perm("consultations.add_offer")


def may_read_all(user):
    """Coordinators: they see what was booked, and the notes."""
    return user.has_perm("consultations.view_consultation")


def may_call_off(user):
    """Coordinators, in a trainer's stead."""
    return user.has_perm("consultations.change_consultation")


def shares_for(person):
    """The shares of offers that ``person`` may use: of their cohorts and organizations."""
    cohorts = Enrollment.objects.active().filter(person=person).values("cohort")
    organizations = Membership.objects.filter(person=person).values("organization")
    return Share.objects.filter(Q(cohort__in=cohorts) | Q(organization__in=organizations))


def offers_to(person):
    """Published offers that ``person`` may book: those for everybody, and those for a group they belong to."""
    shared = Share.objects.filter(offer=OuterRef("pk"))
    mine = shares_for(person).filter(offer=OuterRef("pk"))
    return Offer.objects.published().exclude(trainer=person).filter(~Exists(shared) | Exists(mine))


def visible_to(user):
    """The consultations ``user`` may read of, with their notes: one's own on either side; all for coordinators."""
    if may_read_all(user):
        return Consultation.objects.all()
    person = person_of(user)
    return Consultation.objects.of(person) if person else Consultation.objects.none()
