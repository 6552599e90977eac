"""Signing in is allauth's; what is ours: an account arrives with its person, and without asking for rights it lacks."""

from functools import cache

from allauth.account.auth_backends import AuthenticationBackend
from django.db.models import Exists, OuterRef

from .models import User


@cache
def accounts():
    """Put together once, as every request asks it."""
    in_group = User.groups.through.objects.filter(user=OuterRef("pk"))
    of_its_own = User.user_permissions.through.objects.filter(user=OuterRef("pk"))
    return User.objects.select_related("person").annotate(holds_rights=Exists(in_group) | Exists(of_its_own))


class SchoolBackend(AuthenticationBackend):
    """Every page of a participant needs the account, the person, and to know that there are no rights: one query."""

    def get_user(self, user_id):
        """The active account with ``person`` at hand and ``holds_rights``: by a group or of its own."""
        user = accounts().filter(pk=user_id).order_by().first()
        return user if user and self.user_can_authenticate(user) else None

    def get_all_permissions(self, user_obj, obj=None):
        if not (user_obj.is_superuser or getattr(user_obj, "holds_rights", True)):
            return set()
        return super().get_all_permissions(user_obj, obj)
