"""What follows when an event's page is taken down."""

from django.dispatch import receiver
from wagtail.signals import page_unpublished

from .models import DigestPage, EventPage


@receiver(page_unpublished, sender=EventPage)
def take_down_its_digest(sender, instance, **kwargs):
    """A digest speaks of its event to anybody who knows the address; whoever publishes the event again decides anew."""
    for digest in DigestPage.objects.live().child_of(instance):
        digest.unpublish()
