"""What editors may do with pages: Wagtail's own rights, but nothing with pages behind a door that is shut to them."""

from wagtail.models import Page
from wagtail.permission_policies.pages import PagePermissionPolicy

from .restrictions import shut_paths, without_shut


class PolicyWithDoors(PagePermissionPolicy):
    """Of all pages. Called with a page, as Wagtail's registry does, it gives the policy of that one."""

    def __call__(self, page):
        return PolicyOfOne(page)

    def user_has_any_permission_for_instance(self, user, actions, instance):
        return not is_shut(user, instance) and super().user_has_any_permission_for_instance(user, actions, instance)

    def instances_user_has_any_permission_for(self, user, actions):
        return without_shut(user, super().instances_user_has_any_permission_for(user, actions))

    def explorable_instances(self, user):
        return without_shut(user, super().explorable_instances(user))


class PolicyOfOne(PolicyWithDoors):
    """Wagtail's testers of a page ask for all rights of a user and then compare paths: here the page is known."""

    def __init__(self, page):
        super().__init__(Page)
        self.page = page

    def get_cached_permissions_for_user(self, user):
        return [] if is_shut(user, self.page) else super().get_cached_permissions_for_user(user)


def is_shut(user, page):
    return any((page.path or "").startswith(path) for path in shut_paths(user))
