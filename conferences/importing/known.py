"""What the school has already of what a file names: items, rooms, tracks and speakers' cards."""

from collections import defaultdict

from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from conferences.frab import person_id
from conferences.models import Item
from content.models import Speaker

from .values import Trouble, same_as


class Known:
    """Looked up once for a whole file, in as many queries for many lines as for one."""

    def __init__(self, programme, lines):
        self.programme = programme
        keys = {line.key for line in lines} - {None}
        self.elsewhere = set(
            Item.objects.filter(public_id__in=keys).exclude(programme=programme).values_list("public_id", flat=True)
        )

    @cached_property
    def items(self):
        return list(self.programme.items.with_people().order_by("starts_at", "pk"))

    @cached_property
    def _items_by_key(self):
        return {item.public_id: item for item in self.items}

    @cached_property
    def _items_by_title(self):
        return _by(self.items, lambda item: [item.title])

    @cached_property
    def _rooms(self):
        return _Named(self.programme.rooms.all())

    @cached_property
    def _tracks(self):
        return _Named(self.programme.tracks.all())

    @cached_property
    def _speakers(self):
        return list(Speaker.objects.all())

    @cached_property
    def _speakers_by_key(self):
        return {person_id(speaker.slug): speaker for speaker in self._speakers}

    @cached_property
    def _speakers_by_name(self):
        return _by(self._speakers, lambda speaker: [speaker.name, speaker.name_en])

    def item(self, line):
        """The item that ``line`` is about, or None. Without an id it is found by its title."""
        if line.key in self.elsewhere:
            raise Trouble(_("This item belongs to another programme."))
        if line.key:
            return self._items_by_key.get(line.key)
        found = self._items_by_title.get(same_as(line.title), [])
        if len(found) > 1:
            raise Trouble(_("Two items are called “%(title)s”. Give each an id.") % {"title": line.title})
        return found[0] if found else None

    def room(self, named):
        return named and self._rooms.find(named)

    def track(self, named):
        return named and self._tracks.find(named)

    def speaker(self, named, item=None):
        """The card of a person: by id, among those of the item, by name; None for somebody new."""
        if card := self._speakers_by_key.get(named.key):
            return card
        name = same_as(named.name)
        within = [row.speaker for row in item.appearances.all() if same_as(row.speaker.name) == name] if item else []
        found = within or self._speakers_by_name.get(name, [])
        if len(found) > 1:
            words = _("The school knows several people called %(name)s. Choose the card in the item itself.")
            raise Trouble(words % {"name": named.name})
        return found[0] if found else None

    def add(self, row):
        """What was made for one line is known to the next."""
        match row:
            case Speaker():
                self._speakers_by_name.setdefault(same_as(row.name), []).append(row)
            case _:
                (self._rooms if row._meta.model_name == "room" else self._tracks).add(row)


class _Named:
    """Rooms or tracks of one programme, by id and by name."""

    def __init__(self, rows):
        self.by_key, self.by_name = {}, {}
        for row in rows:
            self.add(row)

    def add(self, row):
        self.by_key[row.public_id] = row
        for name in filter(None, (row.name_en, row.name)):
            self.by_name[same_as(name)] = row

    def find(self, named):
        return self.by_key.get(named.key) or self.by_name.get(same_as(named.name))


def _by(rows, names):
    found = defaultdict(list)
    for row in rows:
        for name in {same_as(name) for name in names(row) if name}:
            found[name].append(row)
    return found
