"""Whether somebody wants mails about surveys."""

from people.mail_wishes import MailWish
from surveys.models import SurveyNoticeRefusal

_wish = MailWish(SurveyNoticeRefusal, salt="surveys.notice")
wants_notices, choose_notices = _wish.wanted_by, _wish.choose
key_of, person_behind = _wish.key_of, _wish.person_behind
