"""Each time a page is saved, as a draft too, its checks follow."""

from django.db.models.signals import post_save
from django.dispatch import receiver
from wagtail.models import Page

from .keeping import mark_saved
from .registry import is_checked
from .tasks import look_over_page


@receiver(post_save)
def check_what_was_saved(sender, instance, update_fields=None, **kwargs):
    """Wagtail has no signal for a new revision, but notes it on the page, with this field named."""
    if "latest_revision" not in (update_fields or ()) or not issubclass(sender, Page) or not is_checked(sender):
        return
    if mark_saved(instance):
        look_over_page.enqueue(instance.pk)
