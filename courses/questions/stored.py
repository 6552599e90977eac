"""Between what a block of the bank stores and JSON of a question: the same names, other wrapping."""

from uuid import uuid4


def json_of_block(raw):
    """JSON of a question from what a block stores: rows without their ids, what is empty left out."""
    match raw:
        case {"type": "item", "value": value}:
            return json_of_block(value)
        case {"type": kind, "value": dict() as value}:
            return {"kind": kind, "text": "", **json_of_block(value)}
        case dict():
            return {name: json_of_block(value) for name, value in raw.items() if value is not None}
        case list():
            return [json_of_block(value) for value in raw]
    return raw


def block_of_json(data):
    """What a block stores, from JSON of a question."""
    match data:
        case {"kind": kind, **value}:
            return {"type": kind, "value": block_of_json(value)}
        case dict():
            return {name: block_of_json(value) for name, value in data.items()}
        case list():
            rows = [block_of_json(value) for value in data]
            return [row if is_block(row) else {"type": "item", "value": row, "id": str(uuid4())} for row in rows]
    return data


def is_block(row):
    """A gap names its kind; rows of the other lists are all of one kind, which Wagtail knows by their id."""
    return isinstance(row, dict) and "type" in row
