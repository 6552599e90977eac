"""Who may hold a certificate's file: the person it names, the contacts of the organization it names, and staff."""

from django.db.models import Q

from people.models import Membership

from .models import Certificate


def own_certificates(user):
    """The certificates of the person behind an account, the newest first; nobody's for who is not signed in."""
    return Certificate.objects.filter(person__user=user) if user.is_authenticated else Certificate.objects.none()


def organizations_of(user):
    """Keys of the organizations whose contact is the person behind an account."""
    return Membership.objects.filter(person__user=user, is_contact=True).values("organization")


def certificates_of_organizations(user):
    """The certificates of the organizations whose contact ``user`` is, the newest first."""
    return Certificate.objects.filter(organization__in=organizations_of(user))


def held_by(user):
    """The certificates of a person and of the organizations whose contact they are."""
    if not user.is_authenticated:
        return Certificate.objects.none()
    return Certificate.objects.filter(Q(person__user=user) | Q(organization__in=organizations_of(user)))


def readable_by(user):
    """The certificates whose file ``user`` may download; what does not hold is evidence for staff alone."""
    if user.has_perm("certificates.view_certificate"):
        return Certificate.objects.all()
    return held_by(user).held()
