"""What would come of a parcel, before anything does: read as it would be made, with nothing written."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from .hands import Unpacking
from .making import criteria_of, draws_of, question_of
from .reading import title_of
from .rows import KINDS, read_values

MOST_SHOWN = 200


def foretell(parcel):
    """Plain JSON: the pages in their order, how much there is besides, and what will be left out, by place."""
    numbers = {name: list(range(1, len(getattr(parcel, name)) + 1)) for name in ("images", "documents", "pages")}
    hand = Unpacking(**numbers)
    made = {"questions": _questions(parcel, hand), "shelves": list(range(1, len(parcel.shelves) + 1))}
    pages = []
    for data in parcel.pages:
        title = hand.place = title_of(data)
        values = read_values(KINDS[data["kind"]], data["values"], hand)
        _rows(data, made, hand)
        pages.append({"kind": data["kind"], "title": title, "slug": values.get("slug", "")})
    size = _files(parcel, hand)
    return {
        "pages": pages,
        "size": size,
        **{name: len(getattr(parcel, name)) for name in ("images", "documents", "questions", "shelves")},
        "topic": parcel.topic.get("name", "") if isinstance(parcel.topic.get("name", ""), str) else "",
        "problems": hand.problems[:MOST_SHOWN],
        "problems_number": len(hand.problems),
    }


def _questions(parcel, hand):
    """A number for each question that can be kept, None for the others."""
    return [question_of(data, hand) and number for number, data in enumerate(parcel.questions, 1)]


def _rows(data, made, hand):
    if data["kind"] == "quiz":
        list(draws_of(data, made, hand))
    if data["kind"] == "assignment":
        list(criteria_of(data, hand))


def _files(parcel, hand):
    """Looks at every picture and document; the bytes of those that are taken."""
    size = 0
    for rows, file_of in ((parcel.images, parcel.image), (parcel.documents, parcel.document)):
        for number, about in enumerate(rows):
            hand.place = str(about.get("title") or about.get("file") or _("a file"))[:200]
            try:
                size += file_of(number).size
            except ValidationError as trouble:
                hand.trouble(trouble.messages[0])
    return size
