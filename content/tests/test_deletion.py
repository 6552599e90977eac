"""Every record that protects a page says so, so that no deletion ends in a server error."""

from django.apps import apps
from django.db.models import PROTECT, ForeignKey
from wagtail.models import Page

from content.deletion import KEEPERS, keep_pages


def test_every_record_that_protects_a_page_is_named():
    protecting = {
        (model, field.name)
        for model in apps.get_models()
        for field in model._meta.get_fields()
        if isinstance(field, ForeignKey)
        and issubclass(field.related_model, Page)
        and field.remote_field.on_delete is PROTECT
    }

    assert {(keeper.model, keeper.field) for keeper in KEEPERS} == protecting


def test_naming_a_record_twice_asks_it_once():
    before = list(KEEPERS)
    keeper = before[0]

    keep_pages(keeper.model, keeper.field, reason=keeper.reason)

    assert before == KEEPERS
