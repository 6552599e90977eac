"""Documents: served to those who may read one of the pages they are used on."""

from django.contrib.auth.views import redirect_to_login
from django.contrib.contenttypes.models import ContentType
from django.http import Http404
from wagtail.models import Page, ReferenceIndex
from wagtail.permissions import policy_registry

from content.restrictions import without_shut

from .access import closed_to

SEEN_IN_THE_ADMIN = ("change", "choose")


def gate(document, request):
    """Wagtail's hook before it serves a document: nothing for those who may have it, a refusal for the others."""
    if may_download(request.user, document):
        return None
    if request.user.is_authenticated:
        raise Http404
    return redirect_to_login(request.get_full_path())


def may_download(user, document):
    """False for a document used only in closed lessons, behind a door shut to ``user``, or on pages not published.

    One that nothing refers to is open, as Wagtail has it; so is one that something else than a page refers to.
    Those who choose documents in the admin see all of them there.
    """
    references = ReferenceIndex.get_references_to(document)
    used = set(references.values_list("base_content_type", "object_id"))
    pages = ContentType.objects.get_for_model(Page).pk
    if not used or any(kind != pages for kind, _pk in used):
        return True
    policy = policy_registry.get_by_type(type(document))
    if policy.user_has_any_permission_for_instance(user, SEEN_IN_THE_ADMIN, document):
        return True
    closed = closed_to(user)
    live = without_shut(user, Page.objects.live()).filter(pk__in=[pk for _kind, pk in used])
    return any(not closed.holds(page) for page in live.only("path"))
