"""The admin's menu group «Школа», everything that is a record, and what its front page says first."""

from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.viewsets.base import ViewSetGroup

from calendars.viewsets import VIEWSETS as CALENDARS
from certificates.viewsets import VIEWSETS as CERTIFICATES
from conferences.viewsets import VIEWSETS as CONFERENCES
from consultations.viewsets import VIEWSETS as CONSULTATIONS
from courses.viewsets import VIEWSETS as COURSES
from people.viewsets import VIEWSETS as PEOPLE
from surveys.viewsets import VIEWSETS as SURVEYS
from webinars.viewsets import VIEWSETS as EVENTS

from .admin_panels import ComingUpPanel, DecisionsPanel


class SchoolGroup(ViewSetGroup):
    """Cohorts, sessions, people, organizations, certificates."""

    menu_label = _("School")
    menu_icon = "group"
    menu_order = 150
    items = (*COURSES, *EVENTS, *CONFERENCES, *CONSULTATIONS, *SURVEYS, *PEOPLE, *CERTIFICATES, *CALENDARS)


@hooks.register("register_admin_viewset")
def register_school():
    return SchoolGroup()


@hooks.register("construct_homepage_panels")
def say_first_what_waits(request, panels):
    panels += [ComingUpPanel(), DecisionsPanel()]
