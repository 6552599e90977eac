"""Wagtail's privacy of pages as a queryset: lists, feeds and search show nothing that its own page would refuse."""

from django.db.models import CharField, Exists, ExpressionWrapper, F, OuterRef
from wagtail.models import PageViewRestriction


def pages_open_to(user, pages):
    """Those of ``pages`` that no privacy setting hides from ``user``; ``None`` stands for anybody."""
    for restriction in PageViewRestriction.objects.select_related("page").prefetch_related("groups"):
        if not _passes(user, restriction):
            pages = pages.not_descendant_of(restriction.page, inclusive=True)
    return pages


def pages_open_to_all(pages):
    """The same for anybody, within the query itself, as feeds are polled all day. Search cannot follow it there."""
    return pages.exclude(guarded("path"))


def guarded(path):
    """Whether some privacy setting stands on the page at ``path``, a field of the query around, or above it."""
    above = PageViewRestriction.objects.alias(inside=ExpressionWrapper(OuterRef(path), CharField()))
    return Exists(above.filter(inside__startswith=F("page__path")))


def _passes(user, restriction):
    """A shared password proves nothing about a person, so what it guards is in no list and no feed."""
    if user is None or not user.is_authenticated:
        return False
    if restriction.restriction_type == PageViewRestriction.GROUPS:
        groups = {group.pk for group in restriction.groups.all()}
        return user.is_superuser or any(group.pk in groups for group in user.groups.all())
    return restriction.restriction_type == PageViewRestriction.LOGIN
