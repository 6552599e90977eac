"""Where the admin offers it: on the page of a course «into a file», on the catalog «from a file»."""

from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.admin.widgets.button import Button

from courses.models import CatalogPage, CoursePage


def buttons(page, user, view_name, next_url=None):
    """Wagtail’s hook for the menu of a page."""
    if page.specific_class is CoursePage and page.permissions_for_user(user).can_edit():
        yield Button(_("Into a file"), reverse("course_parcel", args=[page.pk]), icon_name="download", priority=66)
    if page.specific_class is CatalogPage and page.permissions_for_user(user).can_add_subpage():
        yield Button(
            _("Course from a file"), reverse("course_imports", args=[page.pk]), icon_name="upload", priority=66
        )
