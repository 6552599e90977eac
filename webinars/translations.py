"""Events in the reader's language. A session belongs to one page; its translations announce the same session."""

from django.db.models import F

from .models import EventPage


def in_language(sessions, language):
    """``sessions`` as a list; where the event has a published page in ``language``, they speak of that one."""
    sessions = list(sessions)
    foreign = [session for session in sessions if session.event.locale.language_code != language]
    if foreign:
        keys = {session.event.translation_key for session in foreign}
        twins = EventPage.objects.live().filter(locale__language_code=language, translation_key__in=keys)
        known = {twin.translation_key: twin for twin in twins.select_related("locale")}
        for session in foreign:
            session.event = known.get(session.event.translation_key, session.event)
    return sessions


def speak_language(rows, language):
    """The same for plain rows of sessions: what they say of their event is said in ``language`` where it can be."""
    keys = {row["translation_key"] for row in rows if row["language"] != language}
    if keys:
        twins = EventPage.objects.live().filter(locale__language_code=language, translation_key__in=keys)
        said = twins.values("translation_key", "lead", "url_path", "last_published_at", event_title=F("title"))
        known = {twin["translation_key"]: twin for twin in said}
        for row in rows:
            row.update(known.get(row["translation_key"], {}))
