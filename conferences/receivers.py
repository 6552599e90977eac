"""What happens elsewhere and concerns programmes."""

from django.contrib.auth.signals import user_logged_in
from django.dispatch import receiver

from people.accounts import person_of

from . import stars


@receiver(user_logged_in, dispatch_uid="conferences.keep_stars")
def keep_stars(sender, request, user, **kwargs):
    """An account without a person yet keeps its choice in the session."""
    person = person_of(user)
    if person is not None and hasattr(request, "session"):
        stars.merge(person=person, session=request.session)
