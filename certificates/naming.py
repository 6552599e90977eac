"""People whom an administrator names: who took part on paper may have no address, and is found by name."""

from people.models import Person


def called(who):
    """Whom an e-mail or a full name names: nobody, one, or the first two of several."""
    return list(Person.objects.filter(**({"email__iexact": who} if "@" in who else {"legal_name": who}))[:2])
