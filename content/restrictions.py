"""Who may know of which pages, as a queryset: lists, feeds and search show nothing that its own page would refuse.

Wagtail's privacy is one reason to hide a page. Doors are another: an app above says which of its pages only some may
know of, and to whom they open. The gates here ask both, so no list asks for doors by itself.
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.db.models import BooleanField, CharField, Exists, ExpressionWrapper, F, OuterRef, Q
from wagtail.models import Page, PageViewRestriction


@dataclass(frozen=True)
class Door:
    """``behind()`` are pages that only some may know of, with all below them; ``opened(user)`` are those they may."""

    behind: Callable
    opened: Callable


DOORS = []


def door(*, behind, opened):
    """Hang a door; twice is as good as once. ``opened`` is asked for accounts only: nobody else comes in."""
    made = Door(behind, opened)
    if made not in DOORS:
        DOORS.append(made)


def pages_open_to(user, pages):
    """Those of ``pages`` that nothing hides from ``user``; ``None`` stands for anybody."""
    for restriction in PageViewRestriction.objects.select_related("page").prefetch_related("groups"):
        if not _passes(user, restriction):
            pages = pages.not_descendant_of(restriction.page, inclusive=True)
    if not DOORS:
        return pages
    return pages.exclude(pk__in=Page.objects.filter(_behind_doors("path", user=user)).order_by().values("pk"))


def pages_open_to_all(pages):
    """The same for anybody, within the query itself, as feeds are polled all day. Search cannot follow it there."""
    return pages.exclude(guarded("path"))


def guarded(path):
    """Whether something hides the page at ``path``, a field of the query around, from anybody."""
    private = Exists(PageViewRestriction.objects.alias(inside=_outer(path)).filter(inside__startswith=F("page__path")))
    return ExpressionWrapper(Q(private) | _behind_doors(path), BooleanField())


def shut_paths(user):
    """Where doors stand that stay shut to ``user``: nothing at and below these paths is for them. Asked once."""
    if not hasattr(user, "_shut_paths"):
        user._shut_paths = [path for door in DOORS for path in _shut(door, user).values_list("path", flat=True)]
    return user._shut_paths


def without_shut(user, pages):
    """``pages`` for an editor: Wagtail's privacy does not bind editors, doors do."""
    below = Q.create([("path__startswith", path) for path in shut_paths(user)], connector=Q.OR)
    return pages.exclude(below) if below else pages


def _behind_doors(path, *, user=None):
    """Whether a door that stays shut to ``user`` stands at the page at ``path`` or above it."""
    shut = [Exists(_shut(door, user).alias(inside=_outer(path)).filter(inside__startswith=F("path"))) for door in DOORS]
    return Q.create([Q(one) for one in shut], connector=Q.OR)


def _shut(door, user):
    pages = door.behind().order_by()
    if user is None or not user.is_authenticated:
        return pages
    return pages.exclude(pk__in=door.opened(user).order_by().values("pk"))


def _outer(path):
    return ExpressionWrapper(OuterRef(path), CharField())


def _passes(user, restriction):
    """A shared password proves nothing about a person, so what it guards is in no list and no feed."""
    if user is None or not user.is_authenticated:
        return False
    if restriction.restriction_type == PageViewRestriction.GROUPS:
        groups = {group.pk for group in restriction.groups.all()}
        return user.is_superuser or any(group.pk in groups for group in user.groups.all())
    return restriction.restriction_type == PageViewRestriction.LOGIN
