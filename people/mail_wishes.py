"""Whether somebody wants mails of a kind: chosen by the link in each of them, without signing in."""

from django.core.signing import BadSignature, Signer

from .models import Person


class MailWish:
    """Mails of one kind; ``refusals`` is the model of who does not want them: a person, since ``refused_at``."""

    def __init__(self, refusals, *, salt):
        self.refusals, self.salt = refusals, salt

    def wanted_by(self, person):
        return not self.refusals.objects.filter(person=person).exists()

    def choose(self, *, person, wanted, now):
        """Let these mails come, or not; twice is once."""
        if wanted:
            self.refusals.objects.filter(person=person).delete()
        else:
            self.refusals.objects.get_or_create(person=person, defaults={"refused_at": now})

    def key_of(self, person):
        """What stands in the address where one turns these mails off; it opens nothing else."""
        return self._signer.sign(str(person.public_id))

    def person_behind(self, key):
        """The person of such a key, or None for one that we did not make."""
        try:
            return Person.objects.filter(public_id=self._signer.unsign(key)).first()
        except BadSignature:
            return None

    @property
    def _signer(self):
        """Made when it is needed: a missing secret is named by a check, not by an import that fails."""
        return Signer(salt=self.salt)
