"""How a question stands in an attempt: as JSON, with the order in which its options are shown, frozen with it."""

from .codec import to_json


def choices_of(question):
    """What one chooses from, in the order of the bank: options, matches or items; nothing where one writes."""
    match question.kind:
        case "single" | "multiple":
            return question.options
        case "matching":
            return tuple(dict.fromkeys([*(pair.match for pair in question.pairs), *question.distractors]))
        case "ordering":
            return question.items
    return ()


def asked(question, *, chance, shuffle=True):
    """``question`` as a snapshot holds it. ``chance`` is a ``random.Random``.

    Matches and items are mixed whatever ``shuffle`` says: in the order of the bank they would be the answer.
    """
    return to_json(question) | {"order": order_of(question, chance=chance, shuffle=shuffle)}


def order_of(question, *, chance, shuffle):
    """Places of the choices in the order shown; for gaps, a list of such lists."""
    if question.kind == "cloze":
        return [order_of(gap, chance=chance, shuffle=shuffle) for gap in question.gaps]
    places = list(range(len(choices_of(question))))
    if question.kind in ("matching", "ordering") or (shuffle and getattr(question, "shuffle", False)):
        chance.shuffle(places)
    return places
