from .attendance import Attendance, AttendanceInterval
from .attendance_rules import AttendanceRule
from .boards import Board, Material
from .catching_up import CatchUp, CatchUpTry, CatchUpWord
from .check_ins import CheckInWindow
from .dial_in import DialIn
from .digests import DigestPage
from .films import Film
from .imports import AttendanceImport, ImportedPerson, RememberedMatch
from .master_classes import MasterClass
from .meetings import Meeting, MeetingAnswer, MeetingDecision, MeetingInvitation
from .outages import Outage
from .pages import EventIndexPage, EventPage
from .polls import Poll, PollAnswer
from .questions import EventAnswers, EventQuestion
from .recordings import Recording, RecordingPart
from .registrations import Registration
from .reminders import Reminder, WaitingMailQuerySet
from .requests import SeatRequest
from .room_orders import RoomOrder
from .room_questions import QuestionMark, RoomQuestion
from .rooms import RoomCheck, RoomEvent, RoomPreference
from .series import SessionSeries
from .sessions import Session
from .sheets import SheetMark, SignedSheet
from .untold import Untold
from .visits import EmergencyContact, Travel
from .waiting import WaitingPlace
from .ways_in import WayIn

__all__ = [
    "Attendance",
    "AttendanceImport",
    "AttendanceInterval",
    "AttendanceRule",
    "Board",
    "CatchUp",
    "CatchUpTry",
    "CatchUpWord",
    "CheckInWindow",
    "DialIn",
    "DigestPage",
    "EmergencyContact",
    "EventAnswers",
    "EventIndexPage",
    "EventPage",
    "EventQuestion",
    "Film",
    "ImportedPerson",
    "MasterClass",
    "Material",
    "Meeting",
    "MeetingAnswer",
    "MeetingDecision",
    "MeetingInvitation",
    "Outage",
    "Poll",
    "PollAnswer",
    "QuestionMark",
    "Recording",
    "RecordingPart",
    "Registration",
    "RememberedMatch",
    "Reminder",
    "RoomCheck",
    "RoomEvent",
    "RoomOrder",
    "RoomPreference",
    "RoomQuestion",
    "SeatRequest",
    "Session",
    "SessionSeries",
    "SheetMark",
    "SignedSheet",
    "Travel",
    "Untold",
    "WaitingMailQuerySet",
    "WaitingPlace",
    "WayIn",
]
