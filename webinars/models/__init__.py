from .attendance import Attendance, AttendanceInterval
from .pages import EventIndexPage, EventPage
from .registrations import Registration
from .sessions import Session

__all__ = ["Attendance", "AttendanceInterval", "EventIndexPage", "EventPage", "Registration", "Session"]
