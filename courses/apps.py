from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CoursesConfig(AppConfig):
    """Courses, cohorts, enrollment, progress and quizzes."""

    name = "courses"
    verbose_name = _("Courses")

    def ready(self):
        from . import clashes, receivers  # noqa: F401, PLC0415 -- connect to webinars once models are loaded
        from .checking import checks  # noqa: F401, PLC0415 -- the same, to the checks of content
