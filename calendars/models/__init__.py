from .feeds import CalendarSettings, FeedToken, digest
from .invitations import Invitation
from .mailbox import ReplyMailbox

__all__ = ["CalendarSettings", "FeedToken", "Invitation", "ReplyMailbox", "digest"]
