"""Records about people are seen in the admin and changed by verbs: no new, edit or delete by hand."""

from wagtail.permission_policies import ModelPermissionPolicy


class ReadOnlyRecords(ModelPermissionPolicy):
    """Whoever may view a record may list, inspect and export it; nobody writes it through a generic form."""

    WRITES = frozenset({"add", "change", "delete"})

    def user_has_permission(self, user, action):
        return action not in self.WRITES and super().user_has_permission(user, action)

    def user_has_any_permission(self, user, actions):
        return super().user_has_any_permission(user, [action for action in actions if action not in self.WRITES])

    def users_with_any_permission(self, actions):
        return super().users_with_any_permission([action for action in actions if action not in self.WRITES])


class MadeOnce(ReadOnlyRecords):
    """What is made through a form, by a verb, and afterwards changes by verbs only."""

    WRITES = frozenset({"change", "delete"})
