"""What to watch before the video discussions to come, and digests of the conferences that are over."""

from content.models import Speaker
from webinars.models import DigestPage, EventPage, Film

from .pages import publish
from .reading import read, stream


def build_films():
    for slug, text in read("films.toml").items():
        moderator = Speaker.objects.get(slug=text["moderator"])
        said = {name: text[name].strip() for name in ("title", "url", "note", "questions")}
        event = EventPage.objects.get(slug=slug)
        Film.objects.create(event_key=event.translation_key, minutes=text["minutes"], moderator=moderator, **said)


def build_digests():
    """One for each file, named after the page of its event."""
    for slug, text in read("digests.toml").items():
        event = EventPage.objects.get(slug=slug)
        page = DigestPage(title=text["title"], slug="pidsumky", lead=text["lead"], locale=event.locale)
        page.body, page.search_description = stream(text["body"]), text["lead"]
        publish(page, event)
