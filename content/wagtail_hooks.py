"""What Wagtail's admin asks: before it deletes pages, one or many; and which pages an editor may know of."""

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from wagtail import hooks
from wagtail.admin import messages
from wagtail.models import Page
from wagtail.permissions import register_permission_policy

from .checking import warning  # noqa: F401 -- registers what editors are told
from .deletion import reason_to_keep
from .page_policy import PolicyWithDoors, is_kept, is_shut
from .restrictions import without_shut

register_permission_policy(Page, PolicyWithDoors())


@hooks.register("before_delete_page")
def keep_page_with_records(request, page):
    reason = reason_to_keep(page)
    return _refused(request, page, reason) if reason else None


@hooks.register("before_bulk_action")
def keep_pages_with_records(request, action_type, objects, action):
    """One page that must stay refuses the whole action: half of it would surprise more than none."""
    if action_type != "delete":
        return None
    for page in objects:
        if isinstance(page, Page) and (reason := reason_to_keep(page)):
            return _refused(request, page, reason)
    return None


@hooks.register("before_copy_page")
def copy_no_page_of_others(request, page):
    """A copy would show its drafts to who may not change it."""
    if is_kept(request.user, page):
        raise PermissionDenied


@hooks.register("construct_explorer_page_queryset")
def explore_known_pages(parent, pages, request):
    """Nobody looks below a page that they may not know of: its title would stand above the list."""
    if is_shut(request.user, parent):
        raise Http404
    return without_shut(request.user, pages)


@hooks.register("construct_page_chooser_queryset")
def choose_known_pages(pages, request):
    parent = request.resolver_match.kwargs.get("parent_page_id")
    if parent and is_shut(request.user, get_object_or_404(Page, pk=parent)):
        raise Http404
    return without_shut(request.user, pages)


def _refused(request, page, reason):
    messages.error(request, reason)
    parent = page.get_parent()
    return redirect("wagtailadmin_explore", parent.pk) if parent else redirect("wagtailadmin_explore_root")
