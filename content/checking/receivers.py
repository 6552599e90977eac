"""Each time a page is saved, as a draft too, its checks follow; and those of the page above, when it comes or goes."""

from functools import partial

from django.db import transaction
from django.db.models.signals import post_save
from django.dispatch import receiver
from wagtail.models import Page
from wagtail.signals import page_published, page_unpublished

from .keeping import mark_saved
from .registry import is_checked
from .tasks import look_over_page


@receiver(post_save)
def check_what_was_saved(sender, instance, update_fields=None, **kwargs):
    """Wagtail has no signal for a new revision, but notes it on the page, with this field named."""
    if "latest_revision" not in (update_fields or ()) or not issubclass(sender, Page) or not is_checked(sender):
        return
    check_later(instance)


@receiver([page_published, page_unpublished])
def check_what_stands_above(sender, instance, **kwargs):
    """What a page above says of those below it – a module is empty – may be true no more.

    Once it is true for everybody: a whole course that is deleted is first unpublished, page by page.
    """
    parent = instance.get_parent()
    if parent and is_checked(parent.specific_class):
        transaction.on_commit(partial(check_if_there, parent.pk))


def check_if_there(page_pk):
    if page := Page.objects.filter(pk=page_pk).first():
        check_later(page)


def check_later(page):
    if mark_saved(page):
        look_over_page.enqueue(page.pk)
