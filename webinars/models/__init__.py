from .attendance import Attendance, AttendanceInterval
from .outages import Outage
from .pages import EventIndexPage, EventPage
from .registrations import Registration
from .rooms import RoomCheck, RoomEvent
from .series import SessionSeries
from .sessions import Session
from .waiting import WaitingPlace

__all__ = [
    "Attendance",
    "AttendanceInterval",
    "EventIndexPage",
    "EventPage",
    "Outage",
    "Registration",
    "RoomCheck",
    "RoomEvent",
    "Session",
    "SessionSeries",
    "WaitingPlace",
]
