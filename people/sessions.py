"""Django’s sessions in the database, found by a query that is composed once: every signed-in page needs its own."""

from django.contrib.sessions.backends import db
from django.utils import timezone

from .prepared import Asked, Prepared


@Prepared
def standing():
    """The session of a key, unless its time is over."""
    model = SessionStore.get_model_class()
    key, until = Asked("key", model._meta.pk), Asked("now", model._meta.get_field("expire_date"))
    return model.objects.filter(pk=key, expire_date__gt=until).order_by()


class SessionStore(db.SessionStore):
    """Only how a session is found is ours; how it is kept, signed and forgotten stays Django's."""

    def _get_session_from_db(self):
        session = standing.first(key=self.session_key, now=timezone.now())
        if session is None:
            self._session_key = None  # or a stranger's key would be taken into use
        return session
