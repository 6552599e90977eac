"""What the checks found, kept for each page as it was last saved. Verbs; tasks and receivers call them."""

from datetime import timedelta

from django.db.models import F, OuterRef, Q, Subquery
from wagtail.models import Page

from content.models import CheckedPage

from .findings import as_plain
from .registry import checked_models, examine

OLD = timedelta(hours=20)  # a night's sweep that follows another one by less checks nothing twice
MOST_AT_ONCE = 1000  # pages a night; a larger school has the rest checked the next nights


def mark_saved(page):
    """Note that ``page`` waits for its checks. False if it did so already: an editor saves every few seconds."""
    row, made = CheckedPage.objects.get_or_create(page_id=page.pk)
    return made or bool(CheckedPage.objects.filter(pk=row.pk, waits=False).update(waits=True))


def look_over(page_pk, *, now):
    """Check the page as it was last saved and keep what was found. A page that is gone has nothing to be found."""
    page = Page.objects.filter(pk=page_pk).first()
    if page is None:
        return
    CheckedPage.objects.filter(page=page).update(waits=False)  # first: a save from now on is looked over again
    _reading, found = examine(page.get_latest_revision_as_object())
    grave = sum(finding.grave for finding in found)
    kept = {"checked_at": now, "findings": as_plain(found), "grave": grave, "advised": len(found) - grave}
    CheckedPage.objects.update_or_create(page=page, defaults=kept, create_defaults={**kept, "waits": False})


def due(*, now):
    """Keys of pages to be checked again, since what links lead to changes elsewhere: those never checked come first."""
    rows = CheckedPage.objects.filter(page=OuterRef("pk"))
    pages = Page.objects.type(*checked_models()).annotate(looked_at=Subquery(rows.values("checked_at")))
    pages = pages.filter(Q(looked_at=None) | Q(looked_at__lte=now - OLD))
    return pages.order_by(F("looked_at").asc(nulls_first=True)).values_list("pk", flat=True)[:MOST_AT_ONCE]
