"""Wagtail's site history names every row of a kind that one may look at at all; ``lms/urls.py`` puts ours there.

A question is named by its first words: on a shelf that belongs to a course they are for its trainers.
"""

from django.contrib.contenttypes.models import ContentType
from django.db.models import CharField, Q
from django.db.models.functions import Cast
from wagtail.admin.auth import require_admin_access
from wagtail.admin.views.reports.audit_logging import LogEntriesView
from wagtail.models import ModelLogEntry

from .access import may_read_everything
from .bank_access import categories_open_to, questions_open_to
from .models import BankQuestion, QuestionCategory

OPEN = {BankQuestion: questions_open_to, QuestionCategory: categories_open_to}


class KnownHistory(LogEntriesView):
    """What happened to questions and shelves is told to who may see them."""

    def filter_queryset(self, queryset):
        if queryset.model is ModelLogEntry and not may_read_everything(self.request.user):
            queryset = queryset.exclude(closed_entries(self.request.user))
        return super().filter_queryset(queryset)


def closed_entries(user):
    """The entries about what of the bank is not open to ``user``, or is no more."""
    closed = Q(pk__in=[])
    for model, open_to in OPEN.items():
        rows = open_to(user).order_by().annotate(key=Cast("pk", CharField())).values("key")
        closed |= Q(content_type=ContentType.objects.get_for_model(model)) & ~Q(object_id__in=rows)
    return closed


site_history = require_admin_access(KnownHistory.as_view())
site_history_results = require_admin_access(KnownHistory.as_view(results_only=True))
