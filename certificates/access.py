"""Who may hold a certificate's file: the person it names, and those whose work certificates are."""

from .models import Certificate


def own_certificates(user):
    """The certificates of the person behind an account, the newest first; nobody's for who is not signed in."""
    return Certificate.objects.filter(person__user=user) if user.is_authenticated else Certificate.objects.none()


def readable_by(user):
    """The certificates whose file ``user`` may download; what does not hold is evidence for staff alone."""
    if user.has_perm("certificates.view_certificate"):
        return Certificate.objects.all()
    return own_certificates(user).held()
