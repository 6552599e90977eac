"""Pages that come, go or move change what every page shows around its content."""

from django.db import transaction
from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver
from wagtail.models import Page
from wagtail.signals import page_published, page_slug_changed, page_unpublished, post_page_move

from content.models import Speaker

from .sections import forget


@receiver([page_published, page_unpublished, page_slug_changed, post_page_move])
@receiver([post_save, post_delete], sender=Speaker)
def look_again(sender, **kwargs):
    """Once it is true for everybody: before, another request would only remember what was."""
    transaction.on_commit(forget)


@receiver(post_delete)
def look_again_without_the_page(sender, **kwargs):
    if issubclass(sender, Page):
        transaction.on_commit(forget)
