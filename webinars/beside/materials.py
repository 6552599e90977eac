"""Links and files beside a session."""

from django.db import transaction
from django.db.models.signals import post_delete
from django.dispatch import receiver
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from content.uploads import DOCUMENTS, PICTURES, SLIDES, TABLES
from webinars.exceptions import BoardRefused
from webinars.models import Material

from .boards import locked

MOST = 30
MEGABYTES = 10  # of one file: half an hour of somebody's sound
TAKEN = DOCUMENTS | TABLES | SLIDES | PICTURES


@transaction.atomic
def add(*, session, title, by, now, url="", upload=None, content_type=""):
    """Put a link or a file of a known kind on the board."""
    locked(session)
    if session.materials.count() >= MOST:
        raise BoardRefused(_("A session has room for %(number)d materials.") % {"number": MOST})
    file = {"file": upload, "name": upload.name[-200:], "size": upload.size} if upload else {"url": url}
    material = session.materials.create(title=title, added_at=now, content_type=content_type, **file)
    log(material, "webinars.material.add", user=by)
    return material


@transaction.atomic
def remove(*, material, by):
    """Take it off the board, and its file."""
    locked(material.session)
    log(material, "webinars.material.remove", user=by)
    material.delete()


@receiver(post_delete, sender=Material)
def delete_file(instance, **kwargs):
    """A file goes with its row, also where the session of a draft is deleted; once it is certain that it does."""
    if file := instance.file:
        transaction.on_commit(lambda: file.storage.delete(file.name))
