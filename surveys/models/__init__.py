from .answers import Participation, Response
from .surveys import Survey, SurveyQuestion

__all__ = ["Participation", "Response", "Survey", "SurveyQuestion"]
