"""What editors may do with pages: Wagtail's own rights, but nothing with pages behind a door that is shut to them.

Nor may they change pages that an app above keeps for others, though they may know of them.
"""

from django.db.models import Q
from wagtail.models import Page
from wagtail.permission_policies.pages import PagePermissionPolicy

from .restrictions import shut_paths, without_shut

KEPT = []


def keep_for_others(paths_of):
    """``paths_of(user)``: where, with all below, ``user`` may change nothing, whatever their role. Twice is as once."""
    if paths_of not in KEPT:
        KEPT.append(paths_of)


class PolicyWithDoors(PagePermissionPolicy):
    """Of all pages. Called with a page, as Wagtail's registry does, it gives the policy of that one."""

    def __call__(self, page):
        return PolicyOfOne(page)

    def user_has_any_permission_for_instance(self, user, actions, instance):
        if is_shut(user, instance) or is_kept(user, instance):
            return False
        return super().user_has_any_permission_for_instance(user, actions, instance)

    def instances_user_has_any_permission_for(self, user, actions):
        pages = without_shut(user, super().instances_user_has_any_permission_for(user, actions))
        kept = Q.create([("path__startswith", path) for path in kept_paths(user)], connector=Q.OR)
        return pages.exclude(kept) if kept else pages

    def explorable_instances(self, user):
        return without_shut(user, super().explorable_instances(user))


class PolicyOfOne(PolicyWithDoors):
    """Wagtail's testers of a page ask for all rights of a user and then compare paths: here the page is known."""

    def __init__(self, page):
        super().__init__(Page)
        self.page = page

    def get_cached_permissions_for_user(self, user):
        closed = is_shut(user, self.page) or is_kept(user, self.page)
        return [] if closed else super().get_cached_permissions_for_user(user)


def is_shut(user, page):
    return any((page.path or "").startswith(path) for path in shut_paths(user))


def is_kept(user, page):
    return any((page.path or "").startswith(path) for path in kept_paths(user))


def kept_paths(user):
    """What others keep, asked once for a user."""
    if not hasattr(user, "_kept_paths"):
        user._kept_paths = [path for paths_of in KEPT for path in paths_of(user)]
    return user._kept_paths
