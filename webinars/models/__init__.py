from .attendance import Attendance, AttendanceInterval
from .attendance_rules import AttendanceRule
from .digests import DigestPage
from .films import Film
from .imports import AttendanceImport, ImportedPerson, RememberedMatch
from .meetings import Meeting, MeetingAnswer, MeetingDecision, MeetingInvitation
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

__all__ = [
    "Attendance",
    "AttendanceImport",
    "AttendanceInterval",
    "AttendanceRule",
    "DigestPage",
    "EmergencyContact",
    "EventAnswers",
    "EventIndexPage",
    "EventPage",
    "EventQuestion",
    "Film",
    "ImportedPerson",
    "Meeting",
    "MeetingAnswer",
    "MeetingDecision",
    "MeetingInvitation",
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
]
