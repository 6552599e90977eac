"""Pages that are kept because records point at them.

A record protects its page (``on_delete=PROTECT``): it is evidence. Wagtail does not ask before it deletes, so deleting
such a page, or any page above it, would end in a server error. Here the attempt ends in a sentence instead. An app
says which of its records keep pages at the top of its ``wagtail_hooks.py``::

    keep_pages(Session, "event", reason=gettext_lazy("“%(title)s” has sessions. Unpublish it instead of deleting it."))

``reason`` is one whole sentence; ``%(title)s`` is the page that was to be deleted. The hooks that ask, for one page and
for many, are registered once, in ``content.wagtail_hooks``.
"""

from dataclasses import dataclass

from django.db.models import Model


@dataclass(frozen=True)
class Keeper:
    """Rows of ``model`` keep the page their foreign key ``field`` names."""

    model: type[Model]
    field: str
    reason: str

    def keeps(self, page):
        """True when such a row points at ``page`` or at one below it."""
        below = {f"{self.field}__path__startswith": page.path}
        return self.model._default_manager.filter(**below).exists()


KEEPERS = []


def keep_pages(model, field, *, reason):
    """Say that rows of ``model`` keep the pages their ``field`` points at; twice is as good as once."""
    keeper = Keeper(model, field, reason)
    if not any((known.model, known.field) == (model, field) for known in KEEPERS):
        KEEPERS.append(keeper)


def reason_to_keep(page):
    """Why ``page`` may not be deleted, as a sentence; empty when it may."""
    keeper = next((keeper for keeper in KEEPERS if keeper.keeps(page)), None)
    return keeper.reason % {"title": page.get_admin_display_title()} if keeper else ""
