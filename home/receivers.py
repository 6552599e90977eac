"""Pages that come, go or move change what every page shows around its content."""

from django.db.models.signals import post_delete
from django.dispatch import receiver
from wagtail.models import Page
from wagtail.signals import page_published, page_slug_changed, page_unpublished, post_page_move

from .navigation import forget_sections


@receiver([page_published, page_unpublished, page_slug_changed, post_page_move])
def look_at_the_pages_again(sender, **kwargs):
    forget_sections()


@receiver(post_delete)
def look_again_after_a_deletion(sender, **kwargs):
    if issubclass(sender, Page):
        forget_sections()
