"""Who reads whom: a draw over plain keys. It knows neither models nor chance: the order of ``people`` is the lot."""

from collections import Counter


def draw(*, people, taken=(), each):
    """New pairs (reader, author), so that each work is read by ``each`` and each person reads as many.

    ``people`` are keys of those whose work is in, in the order of their lots. ``taken`` maps pairs drawn before to
    whether they stand; one given back is not drawn again, and who gave it back gets no other for it. Nobody reads
    their own. The first draw is a circle, so all read and are read alike; whoever comes later reads as many as the
    others, and is read by those who read least. Where too few are there, all of them read.
    """
    taken = dict(taken)
    if not taken:
        return circle(people, each)
    read = Counter(author for (_reader, author), stands in taken.items() if stands)
    state = _State(people, set(taken), Counter(reader for reader, _author in taken), read)
    for author in people:
        while state.read[author] < each and state.find_reader(author):
            pass
    for reader in people:
        while state.reads[reader] < each and state.find_work(reader):
            pass
    return state.drawn


def circle(people, each):
    size = len(people)
    steps = range(1, min(each, size - 1) + 1)
    return [(people[place - step], people[place]) for step in steps for place in range(size)]


class _State:
    """A draw under way: how many each one reads, by how many each one is read."""

    def __init__(self, people, pairs, reads, read):
        self.people, self.pairs, self.reads, self.read, self.drawn = people, pairs, reads, read, []

    def find_reader(self, author):
        """Whether somebody is found for the work of ``author``: who reads least, in the order of lots."""
        free = [key for key in self.people if key != author and (key, author) not in self.pairs]
        return bool(free) and self._take(min(free, key=self.reads.__getitem__), author)

    def find_work(self, reader):
        """Whether work is found for ``reader``: what is read by fewest."""
        free = [key for key in self.people if key != reader and (reader, key) not in self.pairs]
        return bool(free) and self._take(reader, min(free, key=self.read.__getitem__))

    def _take(self, reader, author):
        self.pairs.add((reader, author))
        self.drawn.append((reader, author))
        self.reads[reader] += 1
        self.read[author] += 1
        return True
