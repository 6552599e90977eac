"""Links by mail for people without an account: signed, for one thing, and only for so long."""

from dataclasses import dataclass
from uuid import UUID

from django.core.signing import BadSignature, SignatureExpired, TimestampSigner
from django.http import Http404

DAYS = 30


@dataclass(frozen=True)
class MailedLink:
    """Links of one kind: what is signed for a proposal opens no card of a speaker."""

    kind: str
    days: int = DAYS

    @property
    def _signer(self):
        return TimestampSigner(salt=f"conferences.{self.kind}")

    def token(self, public_id):
        return self._signer.sign(UUID(str(public_id)).hex)

    def read(self, token):
        """(public id, True while the link holds). What we never signed is 404."""
        try:
            return UUID(self._signer.unsign(token, max_age=self.days * 24 * 3600)), True
        except SignatureExpired:
            return UUID(self._signer.unsign(token)), False
        except (BadSignature, ValueError):
            raise Http404 from None


PROPOSAL = MailedLink("proposal")
CARD = MailedLink("card")
