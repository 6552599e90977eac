"""Bring the file of a course, look it over, confirm it, unpack it step by step. Nothing is made before one confirms."""

import hashlib
from datetime import timedelta

from django.core.files import File
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.log_actions import log
from wagtail.permissions import policy_registry

from content.brought import printable
from content.models import SiteDocument, SiteImage
from courses.exceptions import ParcelRefused
from courses.models import CatalogPage, CourseImport, CoursePage
from courses.tasks import unpack_course

from .foretelling import foretell
from .making import Making
from .packing import LARGEST
from .reading import read

BANK = ["courses.add_bankquestion", "courses.add_questioncategory"]
CHUNK = 1024**2
WAITS = timedelta(days=30)


def bring(*, catalog, name, file, by, now):
    """Keep ``file`` to be looked over. The same file, while it waits or runs, or while its course is here, is one.

    Raises ``ParcelRefused``.
    """
    if file.size > LARGEST:
        raise ParcelRefused(_("The file is larger than %(size)d MB.") % {"size": LARGEST // CHUNK})
    digest = hashlib.sha256()
    while chunk := file.read(CHUNK):
        digest.update(chunk)
    file.seek(0)
    known = CourseImport.objects.filter(catalog=catalog, digest=digest.hexdigest())
    if found := known.filter(done_at=None).first() or known.exclude(course=None).first():
        return found
    foretold = foretell(read(file))
    file.seek(0)
    about = {"file_name": printable(name), "digest": digest.hexdigest(), "foretold": foretold}
    return _keep(catalog, file, uploaded_by=by, uploaded_at=now, **about)


@transaction.atomic
def _keep(catalog, file, **about):
    CatalogPage.objects.select_for_update(of=("self",)).get(pk=catalog.pk)
    if known := CourseImport.objects.filter(catalog=catalog, digest=about["digest"], done_at=None).first():
        return known
    return CourseImport.objects.create(catalog=catalog, file=File(file, name=f"{about['digest']}.zip"), **about)


def refusals_to(user, imported):
    """Why ``user`` may not have this file unpacked, in words; empty if they may."""
    if imported.catalog is None:
        return [_("The catalog it was for is gone.")]
    words = []
    if not imported.catalog.permissions_for_user(user).can_add_subpage():
        words.append(_("You may not add courses here."))
    for name, model, said in (
        ("images", SiteImage, _("You may not add pictures.")),
        ("documents", SiteDocument, _("You may not add documents.")),
    ):
        if imported.foretold.get(name) and not policy_registry.get_by_type(model).user_has_permission(user, "add"):
            words.append(said)
    if imported.foretold.get("questions") and not user.has_perms(BANK):
        words.append(_("You may not add questions to the bank."))
    return words


@transaction.atomic
def confirm(*, imported, by, now):
    """Let it be unpacked. Twice is once; what stands still half-way goes on. Raises ``ParcelRefused``."""
    imported = _locked(imported.pk)
    if imported.waits:
        if refusals := refusals_to(by, imported):
            raise ParcelRefused(" ".join(refusals))
        imported.confirmed_by, imported.confirmed_at = by, now
        imported.save(update_fields=["confirmed_by", "confirmed_at"])
    if imported.runs:
        unpack_course.enqueue(imported.pk)
    return imported


@transaction.atomic
def discard(*, imported):
    """Forget a file that was never confirmed."""
    imported = _locked(imported.pk)
    if not imported.waits:
        raise ParcelRefused(_("This import is confirmed already."))
    imported.delete()
    _forget(imported)


def forget_old(*, now):
    """Throw away files that wait since a month: they are large, and hold the answers of quizzes. How many."""
    waiting = list(CourseImport.objects.filter(confirmed_at=None, uploaded_at__lt=now - WAITS))
    for imported in waiting:
        discard(imported=imported)
    return len(waiting)


def unpack(imported):
    """Make what is left to make, each step in a transaction of its own. It may stop anywhere, and run twice at once."""
    try:
        with imported.file.open() as file:
            making = Making(read(file), catalog=imported.catalog, by=imported.confirmed_by)
            while _step(imported.pk, making):
                pass
    except FileNotFoundError:
        _end(imported.pk, trouble=_("The file is gone. Bring it again."))
    except ParcelRefused as refusal:
        _end(imported.pk, trouble=str(refusal))


@transaction.atomic
def _step(pk, making):
    """Make the next step; False once there is none, or somebody else has ended it."""
    imported = _locked(pk)
    if not imported.runs:
        return False
    if imported.done == len(making.steps):
        _end(pk)
        return False
    making.made = {name: list(imported.made.get(name, [])) for name in making.made}
    making.make(imported.done)
    imported.made, imported.total, imported.done = making.made, len(making.steps), imported.done + 1
    if making.made["pages"] and not imported.course_id:
        imported.course = CoursePage.objects.get(pk=making.made["pages"][0])
    imported.save(update_fields=["made", "total", "done", "course"])
    return True


@transaction.atomic
def _end(pk, *, trouble=""):
    imported = _locked(pk)
    if not imported.runs:  # another worker has ended it, and thrown its file away
        return
    imported.done_at, imported.trouble = timezone.now(), trouble
    imported.save(update_fields=["done_at", "trouble"])
    if imported.course:
        log(imported.course, "courses.parcel.take", user=imported.confirmed_by, data=said(imported))
    _forget(imported)


def _forget(imported):
    """What was unpacked, or is not wanted, need not be kept."""
    name, storage = imported.file.name, imported.file.storage
    transaction.on_commit(lambda: storage.delete(name))


def _locked(pk):
    rows = CourseImport.objects.select_for_update(of=("self",))
    return rows.select_related("catalog", "course", "confirmed_by").get(pk=pk)


def said(imported):
    return {"file": imported.file_name, "sha256": imported.digest}
