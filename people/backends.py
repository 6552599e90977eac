"""Signing in is allauth's; what is ours: an account arrives with its person, and without asking for rights it lacks."""

from allauth.account.auth_backends import AuthenticationBackend
from django.db.models import Exists, OuterRef

from .models import User
from .prepared import Asked, Prepared


@Prepared
def account():
    """With its person, and whether any right was given to it."""
    in_group = User.groups.through.objects.filter(user=OuterRef("pk"))
    of_its_own = User.user_permissions.through.objects.filter(user=OuterRef("pk"))
    accounts = User.objects.select_related("person").annotate(holds_rights=Exists(in_group) | Exists(of_its_own))
    return accounts.filter(pk=Asked("pk", User._meta.pk)).order_by()


class SchoolBackend(AuthenticationBackend):
    """Every page of a participant needs the account, the person, and to know that there are no rights: one query."""

    def get_user(self, user_id):
        """The active account with ``person`` at hand and ``holds_rights``: by a group or of its own."""
        user = account.first(pk=user_id)
        return user if user and self.user_can_authenticate(user) else None

    def get_all_permissions(self, user_obj, obj=None):
        if not (user_obj.is_superuser or getattr(user_obj, "holds_rights", True)):
            return set()
        return super().get_all_permissions(user_obj, obj)
