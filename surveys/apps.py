from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SurveysConfig(AppConfig):
    """What those who took part say of a course or an event, without their names."""

    name = "surveys"
    verbose_name = _("Surveys")
