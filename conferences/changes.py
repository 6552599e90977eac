"""What differs between two snapshots: codes with facts, worded when somebody reads them.

``{"what": "items", "id": …, "title": …, "field": …, "before": …, "after": …}``; ``field`` is "added" or "removed" where
the thing itself came or went, and ``before``/``after`` are then None.
"""

from datetime import datetime, timedelta

from django.utils.translation import gettext as _

from content import wording

from .reading import spoken

COLLECTIONS = ("rooms", "tracks", "items")
TIME = ("starts_at", "minutes")


def differences(before, after):
    """Every difference, each once; equal snapshots have none."""
    found = []
    for what in COLLECTIONS:
        had, has = before.get(what, {}), after.get(what, {})
        for key in sorted({*had, *has}):
            found += _between(what, key, had.get(key), has.get(key))
    return found


def _between(what, key, had, has):
    named = has or had
    title, title_en = named.get("title") or named.get("name", ""), named.get("name_en", "")

    def change(field, before=None, after=None):
        said = {"what": what, "id": key, "title": title, "field": field, "before": before, "after": after}
        return {**said, "title_en": title_en} if title_en else said

    if had is None or has is None:
        return [change("added" if had is None else "removed")]
    return [
        change(field, had.get(field), has.get(field))
        for field in sorted({*had, *has})
        if had.get(field) != has.get(field)
    ]


def revisions_of(last, snapshot, *, now):
    """{item: [how often its time has changed, when anything of it last changed]} after the release ``last``."""
    had, known = (last.snapshot["items"], last.revisions) if last else ({}, {})
    revisions = dict(known)  # an item that comes back goes on counting
    for key, item in snapshot["items"].items():
        number, changed = known.get(key, (0, ""))
        if had.get(key) != item:
            number += key in known and _time(had.get(key)) != _time(item)
            changed = now.isoformat()
        revisions[key] = [int(number), changed]
    return revisions


def _time(item):
    return item and tuple(item[name] for name in TIME)


def changed_items(changes):
    """Public ids of the items that ``changes`` are about."""
    return {change["id"] for change in changes if change["what"] == "items"}


def sentences(changes, *, before, after, now):
    """The change log in words, one sentence a change; start and length of an item are said together."""
    said, timed = [], set()
    for change in changes:
        if change["what"] == "items" and change["field"] in TIME:
            if change["id"] not in timed:
                timed.add(change["id"])
                said.append(_moved(change, before, after, now=now))
        else:
            said.append(_sentence(change, before, after))
    return said


def _moved(change, before, after, now):
    def when(snapshot):
        item = snapshot["items"][change["id"]]
        starts = datetime.fromisoformat(item["starts_at"])
        return wording.moments(starts, starts + timedelta(minutes=item["minutes"]), now=now)

    words = {"title": spoken(change, "title"), "before": when(before), "after": when(after)}
    return _("“%(title)s” takes place at another time: %(after)s. Before: %(before)s.") % words


def _sentence(change, before, after):
    words = {"title": spoken(change, "title")}
    if change["what"] == "rooms":
        return _of_room(change["field"]) % words
    if change["what"] == "tracks":
        return _("The tracks have changed: “%(title)s”.") % words
    if change["field"] == "room":
        words["room"] = _room(after, change["after"])
        return _("“%(title)s” takes place elsewhere: %(room)s.") % words
    if change["field"] == "title":
        words["before"] = change["before"]
        return _("“%(before)s” is now called “%(title)s”.") % words
    return _of_item(change["field"]) % words


def _room(snapshot, key):
    return spoken(snapshot["rooms"][key]) if key else _("all rooms")


def _of_room(field):
    return {
        "added": _("New room: %(title)s."),
        "removed": _("The room %(title)s is not used any more."),
        "hours": _("The hours of the room %(title)s have changed."),
    }.get(field, _("The room %(title)s is described anew."))


def _of_item(field):
    return {
        "added": _("New: “%(title)s”."),
        "removed": _("“%(title)s” does not take place."),
        "speakers": _("“%(title)s”: the speakers have changed."),
        "moderators": _("“%(title)s”: the moderators have changed."),
        "abstract": _("“%(title)s”: the description has changed."),
        "language": _("“%(title)s”: the language has changed."),
        "track": _("“%(title)s” is in another track."),
    }.get(field, _("“%(title)s” has changed."))
