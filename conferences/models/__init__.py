from .items import Appearance, Item
from .programmes import Programme, Room, RoomDay, Track
from .releases import Notice, Release
from .stars import Star

__all__ = ["Appearance", "Item", "Notice", "Programme", "Release", "Room", "RoomDay", "Star", "Track"]
