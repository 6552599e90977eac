from .imports import ProgrammeImport
from .invitations import SpeakerInvitation
from .items import Appearance, Item
from .programmes import Programme, Room, RoomDay, Track
from .proposals import Call, Proposal, Review
from .releases import Notice, Release
from .stars import Star

__all__ = [
    "Appearance",
    "Call",
    "Item",
    "Notice",
    "Programme",
    "ProgrammeImport",
    "Proposal",
    "Release",
    "Review",
    "Room",
    "RoomDay",
    "SpeakerInvitation",
    "Star",
    "Track",
]
