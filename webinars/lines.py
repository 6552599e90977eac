"""The queues of sessions, and whom their limits keep out."""

from django.utils.translation import gettext as _

from people.queues.lines import Lines

from .models import Registration, WaitingPlace

LINES = Lines("session", places=WaitingPlace, seats=Registration)


def refusal_by_limit(person, session):
    """Why ``person`` cannot register by themselves, as their organization has as many people there as it may."""
    organization = LINES.keeps_out(person, [session]).get(session.pk)
    return limit_words(organization) if organization else ""


def limit_words(organization):
    return _("%(organization)s has as many people in this session as one organization may have.") % {
        "organization": organization
    }
