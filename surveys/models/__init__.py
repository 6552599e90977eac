from .answers import Participation, Response
from .notices import SurveyNotice, SurveyNoticeRefusal
from .surveys import Survey, SurveyQuestion

__all__ = ["Participation", "Response", "Survey", "SurveyNotice", "SurveyNoticeRefusal", "SurveyQuestion"]
