from .feeds import CalendarSettings, FeedToken, digest
from .invitations import Invitation

__all__ = ["CalendarSettings", "FeedToken", "Invitation", "digest"]
