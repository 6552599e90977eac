"""What others may hear of surveys; sent inside the transaction. Never what was answered."""

from django.dispatch import Signal

survey_answered = Signal()
"""``person`` answered a survey about ``page`` (of a course or an event) for the first time, ``now``."""
