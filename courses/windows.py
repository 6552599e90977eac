"""Two open windows of one draft: words that somebody saved are never overwritten by who has not seen them."""


class WordsChanged(Exception):
    """Another window has saved other words meanwhile: ``kept`` is the row that has them."""

    def __init__(self, kept):
        super().__init__()
        self.kept = kept


def version_of(row):
    """What stands in a form to say which words it was shown with; empty where none were saved yet."""
    return row.saved_at.isoformat() if row and row.saved_at else ""
