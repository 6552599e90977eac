"""Refusals of this app, worded for the person who reads them."""


class EnrollmentRefused(Exception):
    """There is no place in the cohort for this person now; the text says why."""


class ListRefused(Exception):
    """A list of people cannot be read or carried out now; the text says why."""


class LearningRefused(Exception):
    """A lesson or quiz cannot be worked on now; the text says why."""


class NotYetDone(LearningRefused):
    """A lesson is not done by saying so, or not yet; the text says by what it is."""


class MarkRefused(Exception):
    """A submission cannot be marked this way now; the text says why, ``field`` names where, if so."""

    def __init__(self, message, *, field=None):
        super().__init__(message)
        self.field = field


class MessageRefused(Exception):
    """A message to people of a cohort cannot be sent now; the text says why."""


class PostRefused(Exception):
    """A question or an answer cannot be written, changed or judged this way now; the text says why."""


class CohortRefused(Exception):
    """A cohort cannot be changed this way; the text says why, ``field`` names the field it is about, if one."""

    def __init__(self, message, *, field=None):
        super().__init__(message)
        self.field = field


class ExtensionRefused(CohortRefused):
    """Somebody cannot be given more time this way."""


class OpeningRefused(CohortRefused):
    """A rule of opening would never open or says nothing."""


class AllotmentRefused(CohortRefused):
    """Seats of an organization cannot be given or filled this way."""


class ImportRefused(Exception):
    """A file of questions cannot be read at all; the text says why."""


class ParcelRefused(Exception):
    """A course cannot be put into a file, or the file cannot be read; the text says why."""
