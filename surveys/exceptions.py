"""What surveys refuse; the text is for the person who asked."""


class SurveyRefused(Exception):
    pass
