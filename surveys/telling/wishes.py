"""Whether somebody wants mails about surveys: chosen by the link in each of them, without signing in."""

from django.core.signing import BadSignature, Signer

from people.models import Person
from surveys.models import SurveyNoticeRefusal


def signer():
    """Made when it is needed: a missing secret is named by a check, not by an import that fails."""
    return Signer(salt="surveys.notice")


def wants_notices(person):
    return not SurveyNoticeRefusal.objects.filter(person=person).exists()


def choose_notices(*, person, wanted, now):
    """Let these mails come, or not; twice is once."""
    if wanted:
        SurveyNoticeRefusal.objects.filter(person=person).delete()
    else:
        SurveyNoticeRefusal.objects.get_or_create(person=person, defaults={"refused_at": now})


def key_of(person):
    """What stands in the address where one turns these mails off; it opens nothing else."""
    return signer().sign(str(person.public_id))


def person_behind(key):
    """The person of such a key, or None for one that we did not make."""
    try:
        return Person.objects.filter(public_id=signer().unsign(key)).first()
    except BadSignature:
        return None
