"""Who does something too often waits: what counts, and how much of it, each door says for itself.

Counted in the cache by fixed spans of time, under a digest of the address. Where several processes have a cache each
(no Redis), each counts for itself, and a guesser has as many tries as there are processes; see decision 0022.
"""

import hashlib
import ipaddress
from dataclasses import dataclass

from allauth.account.adapter import get_adapter
from django.core.cache import cache
from django.core.exceptions import PermissionDenied
from django.utils.translation import ngettext

DAY = 24 * 3600  # seconds


@dataclass(frozen=True)
class Limit:
    """So many tries in so many ``seconds``."""

    name: str
    tries: int
    seconds: int

    def wait(self, who, *, now):
        """How many seconds ``who`` has to wait before the next try; 0 when it may be made."""
        if self.left(who, now=now):
            return 0
        return self.seconds - int(now.timestamp()) % self.seconds

    def left(self, who, *, now):
        """How many tries ``who`` has in this span still."""
        return max(self.tries - (cache.get(self._key(who, now)) or 0), 0)

    def count(self, who, *, now):
        """A try of ``who`` that counts: one in vain, or one that wrote something."""
        key = self._key(who, now)
        cache.add(key, 0, self.seconds)
        try:
            cache.incr(key)
        except ValueError:  # the span ended just now
            cache.set(key, 1, self.seconds)

    def _key(self, who, now):
        digest = hashlib.sha256(str(who).encode()).hexdigest()[:32]
        return f"limits:{self.name}:{digest}:{int(now.timestamp()) // self.seconds}"


def words_to_wait(limit, who, *, now):
    """A word to who did this too often; empty for everybody else."""
    minutes = -(-limit.wait(who, now=now) // 60)
    if minutes > 90:
        hours = -(-minutes // 60)
        words = ngettext("Too often. Try again in %(number)d hour.", "Too often. Try again in %(number)d hours.", hours)
        return words % {"number": hours}
    words = ngettext(
        "Too often. Try again in %(number)d minute.", "Too often. Try again in %(number)d minutes.", minutes
    )
    return words % {"number": minutes} if minutes else ""


def address_of(request):
    """Where a request comes from. Of IPv6 the network, of which one household has a whole one."""
    try:
        address = ipaddress.ip_address(get_adapter(request).get_client_ip(request))
    except (PermissionDenied, ValueError):
        return "unknown"
    return str(address if address.version == 4 else ipaddress.ip_network((address, 64), strict=False))
