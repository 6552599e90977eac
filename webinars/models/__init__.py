from .attendance import Attendance, AttendanceInterval
from .attendance_rules import AttendanceRule
from .imports import AttendanceImport, ImportedPerson, RememberedMatch
from .outages import Outage
from .pages import EventIndexPage, EventPage
from .questions import EventAnswers, EventQuestion
from .registrations import Registration
from .reminders import Reminder
from .requests import SeatRequest
from .rooms import RoomCheck, RoomEvent
from .series import SessionSeries
from .sessions import Session
from .visits import EmergencyContact, Travel
from .waiting import WaitingPlace
from .ways_in import WayIn

__all__ = [
    "Attendance",
    "AttendanceImport",
    "AttendanceInterval",
    "AttendanceRule",
    "EmergencyContact",
    "EventAnswers",
    "EventIndexPage",
    "EventPage",
    "EventQuestion",
    "ImportedPerson",
    "Outage",
    "Registration",
    "RememberedMatch",
    "Reminder",
    "RoomCheck",
    "RoomEvent",
    "SeatRequest",
    "Session",
    "SessionSeries",
    "Travel",
    "WaitingPlace",
    "WayIn",
]
