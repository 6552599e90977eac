"""Expected refusals. Their text is for the person who asked."""

from django.utils.translation import gettext as _


class Refusal(Exception):
    """Something that may not happen now; everything else that goes wrong is a bug."""


class SchedulingRefused(Refusal):
    """A session cannot be moved to this time or state."""


class RegistrationRefused(Refusal):
    """There is no seat to give or to give back."""


class SeatsTaken(RegistrationRefused):
    """Some of several dates have no seat left for this person; ``sessions`` says which."""

    def __init__(self, sessions):
        super().__init__(_("On some of the dates there is no seat for you now."))
        self.sessions = sessions


class SendingRefused(RegistrationRefused):
    """Somebody whom an organization names cannot come; ``problems`` are sentences by the field where each was named."""

    def __init__(self, problems):
        super().__init__(_("Nobody is registered yet: some of these people cannot come."))
        self.problems = problems


class MinutesRefused(Refusal):
    """Minutes cannot be written or approved now; ``overtaken`` if somebody else wrote meanwhile."""

    def __init__(self, message, *, overtaken=False):
        super().__init__(message)
        self.overtaken = overtaken


class AttendanceRefused(Refusal):
    """Presence cannot be written down or decided now."""


class CheckInRefused(AttendanceRefused):
    """Nobody may check in now; ``opens_at`` says when it will be possible, if it will."""

    def __init__(self, message, *, opens_at=None):
        super().__init__(message)
        self.opens_at = opens_at


class NotRegistered(CheckInRefused):
    """This person has no seat in the session."""


class JoinRefused(Refusal):
    """The room is not open to this person now; ``opens_at`` says when it will be, if it will."""

    def __init__(self, message, *, opens_at=None):
        super().__init__(message)
        self.opens_at = opens_at


class OrderRefused(Refusal):
    """The room server cannot be asked to do this now."""


class RecordingRefused(Refusal):
    """A recording cannot be taken in."""


class BoardRefused(Refusal):
    """Nothing of this kind can be written beside the room now."""
