from .attendance import Attendance, AttendanceInterval
from .attendance_rules import AttendanceRule
from .imports import AttendanceImport, ImportedPerson, RememberedMatch
from .outages import Outage
from .pages import EventIndexPage, EventPage
from .registrations import Registration
from .reminders import Reminder
from .rooms import RoomCheck, RoomEvent
from .series import SessionSeries
from .sessions import Session
from .visits import EmergencyContact, Travel
from .waiting import WaitingPlace

__all__ = [
    "Attendance",
    "AttendanceImport",
    "AttendanceInterval",
    "AttendanceRule",
    "EmergencyContact",
    "EventIndexPage",
    "EventPage",
    "ImportedPerson",
    "Outage",
    "Registration",
    "RememberedMatch",
    "Reminder",
    "RoomCheck",
    "RoomEvent",
    "Session",
    "SessionSeries",
    "Travel",
    "WaitingPlace",
]
