"""The film of a video discussion, for its page and its mails."""

from .models import EventPage, Film


def film_of(event):
    """What is to be watched before ``event``, or None; asked only of the kind that has such."""
    if event.kind != EventPage.Kind.VIDEO_DISCUSSION:
        return None
    return Film.objects.select_related("moderator__photo").filter(event_key=event.translation_key).first()
