"""What an editor is told when a page is sent for review, published, or opened to be reviewed. Nothing is forbidden."""

from django.utils.translation import gettext, ngettext
from wagtail import hooks
from wagtail.admin import messages

from content.models import CheckedPage

from .registry import examine, is_checked

LEAVING = {"action-publish", "action-submit", "action-restart-workflow"}


def warning(number):
    """«The checks found 2 things to mend …»"""
    return ngettext(
        "The checks found %(number)d thing to mend before readers see the page. The panel “%(panel)s” says which.",
        "The checks found %(number)d things to mend before readers see the page. The panel “%(panel)s” says which.",
        number,
    ) % {"number": number, "panel": gettext("Checks")}


@hooks.register("after_create_page")
@hooks.register("after_edit_page")
@hooks.register("after_publish_page")
def warn_who_lets_it_go(request, page):
    """Once, of the page as it was just saved; drafts may be unfinished, and drafts saved by themselves say nothing."""
    if not LEAVING & set(request.POST) or not is_checked(type(page)) or getattr(request, "checks_told", False):
        return
    request.checks_told = True
    _reading, found = examine(page.get_latest_revision_as_object())
    if number := sum(finding.grave for finding in found):
        messages.warning(request, warning(number))


@hooks.register("before_edit_page")
def warn_who_reviews(request, page):
    """Before somebody reads and decides: what was found when it was sent."""
    if request.method == "GET" and page.workflow_in_progress:
        number = CheckedPage.objects.filter(page_id=page.pk).values_list("grave", flat=True).first()
        if number:
            messages.warning(request, warning(number))
