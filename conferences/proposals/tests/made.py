"""A call that is open around now, and proposals to it."""

from datetime import timedelta

from django.utils import timezone

from conferences.links import PROPOSAL
from conferences.models import Call, Proposal
from conferences.proposals.proposing import propose
from conferences.tests.factories import make_programme
from people.roles import COORDINATORS, add_to_role, sync_roles
from webinars.tests.factories import make_person

WEEK = timedelta(days=7)
FORM = {
    "title": "Вода в громаді",
    "kind": "talk",
    "language": "uk",
    "minutes": 45,
    "abstract": "Про воду",
    "name": "Олена Коваль",
    "organization": "ГО «Джерело»",
    "email": "olena@school.test",
}


def make_call(*, opens=-WEEK, closes=WEEK, live=True):
    now = timezone.now()
    return Call.objects.create(
        programme=make_programme(live=live), opens_at=now + opens, closes_at=now + closes, text="Шукаємо **справи**"
    )


def make_proposal(call=None, *, send=True, **fields):
    proposal = Proposal(call=call or make_call(), **{**FORM, **fields})
    return propose(proposal=proposal, send=send, now=timezone.now())


def make_coordinator(**fields):
    sync_roles()
    person = make_person(**fields)
    add_to_role(user=person.user, role=COORDINATORS)
    return person


def token_of(proposal):
    return PROPOSAL.token(proposal.public_id)
