"""Expected refusals. Their text is for the person who asked."""


class ConsultationRefused(Exception):
    """A consultation cannot be offered, booked, moved or cancelled in this way; the text names the rule."""
