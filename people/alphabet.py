"""The order of the Ukrainian alphabet, the same on every database.

Most databases compare code points, in which Є, І, Ї and Ґ stand apart: «Іван» would come before «Андрій».
"""

from django.db.models import CharField, Func

LETTERS = "абвгґдеєжзиіїйклмнопрстуфхцчшщьюя" + "ёъыэ"  # the rest stand in other people's names
UNHEARD = "'’ʼ`\u0301"  # apostrophes and the mark of stress
FIRST = 0xE000  # places in Unicode that no writing uses, after Latin and numbers, which stand first
PLACES = {ord(letter): chr(FIRST + place) for place, letter in enumerate(LETTERS)}
PLACES |= {ord(letter.upper()): PLACES[ord(letter)] for letter in LETTERS}
PLACES |= {ord(letter.upper()): letter for letter in "abcdefghijklmnopqrstuvwxyz"}
PLACES |= dict.fromkeys(map(ord, UNHEARD))


def alphabetical(text):
    """A key by which Python puts ``text`` in its place, without apostrophes and capitals. None stays None."""
    return text if text is None else text.translate(PLACES)


class Alphabetically(Func):
    """``order_by(Alphabetically("legal_name"), "pk")``: the same order as by ``alphabetical``."""

    function = "school_alphabetical"
    arity = 1
    output_field = CharField()

    def as_postgresql(self, compiler, connection, **context):
        """By a function of the server that needs no language; letters at the end that have no place are left out."""
        return self.as_sql(compiler, connection, template=TRANSLATED, **context)


def _translated():
    kept = {chr(code): place for code, place in PLACES.items() if place is not None}
    of, to = "".join(kept) + UNHEARD, "".join(kept.values())
    return "translate(%(expressions)s, '{}', '{}') COLLATE \"C\"".format(of.replace("'", "''"), to)


TRANSLATED = _translated()


def teach_alphabet(*, connection, **_signal):
    """Give a new connection to SQLite the function of ``Alphabetically``; receiver of ``connection_created``."""
    if connection.vendor == "sqlite":
        connection.connection.create_function(Alphabetically.function, 1, alphabetical, deterministic=True)
