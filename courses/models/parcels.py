"""Files of courses that wait to be looked over, are being unpacked, or were: and how far that is."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from content.brought import BroughtFile
from content.storage import private_storage

from .pages import CatalogPage, CoursePage


class CourseImport(BroughtFile):
    """A file with a course. ``foretold`` says what it holds; ``made`` has the keys of what was made of it, in order.

    ``done`` of ``total`` steps are made, each in a transaction of its own, so it may stop anywhere and go on.
    """

    content = added = changed = None  # the bytes are a file of their own, and nothing here is changed

    catalog = models.ForeignKey(
        CatalogPage, verbose_name=_("into the catalog"), null=True, on_delete=models.SET_NULL, related_name="+"
    )
    course = models.ForeignKey(
        CoursePage, verbose_name=_("course"), null=True, on_delete=models.SET_NULL, related_name="+"
    )
    file = models.FileField(upload_to="parcels", storage=private_storage, max_length=200)
    foretold = models.JSONField(default=dict)
    made = models.JSONField(default=dict)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("confirmed by"), null=True, on_delete=models.SET_NULL, related_name="+"
    )
    done_at = models.DateTimeField(_("carried out"), null=True)
    trouble = models.TextField(_("why it stopped"), blank=True)

    wagtail_reference_index_ignore = True  # else a course would seem to be used by the file it came in

    class Meta(BroughtFile.Meta):
        verbose_name = _("course from a file")
        verbose_name_plural = _("courses from files")
        constraints = [
            models.UniqueConstraint(
                "catalog", "digest", condition=Q(done_at__isnull=True), name="course_import_one_of_a_file"
            )
        ]

    @property
    def runs(self):
        return not self.waits and self.done_at is None
