"""The speakers of a programme in the admin: whom to ask, who answered what, and what they changed of their cards."""

from django.contrib.auth.decorators import permission_required
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods
from wagtail.admin import messages

from conferences.exceptions import ProgrammeRefused
from conferences.models import Appearance, Programme, Proposal
from content.models import Speaker
from people.alphabet import Alphabetically

from .forms import InviteForm
from .inviting import FIELDS, invite


@permission_required("conferences.change_item", raise_exception=True)
@require_http_methods(["GET", "HEAD", "POST"])
def speakers_view(request, pk):
    """A POST asks one of them, and whoever was asked already once more."""
    programme = get_object_or_404(Programme.objects.select_related("event"), pk=pk)
    if request.method == "POST":
        _ask(request, programme)
        return redirect("programme:speakers", pk)
    context = {
        "programme": programme,
        "rows": rows_of(programme),
        "page_title": _("Speakers: %(title)s") % {"title": programme},
        "header_icon": "group",
        "breadcrumbs_items": [
            {"url": reverse("programme:index"), "label": _("Programmes")},
            {"url": reverse("programme:edit", args=[pk]), "label": str(programme)},
            {"url": "", "label": _("Speakers")},
        ],
    }
    return TemplateResponse(request, "conferences/admin/speakers.html", context)


def _ask(request, programme):
    number = request.POST.get("speaker", "")
    speaker = get_object_or_404(Speaker, pk=number if number.isdecimal() and len(number) < 18 else 0)
    form = InviteForm(request.POST)
    if not form.is_valid():
        messages.error(request, f"{speaker}: {form.errors['email'][0]}")
        return
    try:
        said = {"email": form.cleaned_data["email"], "by": request.user, "now": timezone.now()}
        invite(programme=programme, speaker=speaker, **said)
        messages.success(request, _("%(name)s gets a mail with a link.") % {"name": speaker.name})
    except ProgrammeRefused as refusal:
        messages.error(request, str(refusal))


def rows_of(programme):
    """[{speaker, titles, invitation, changes, email}], by name; the address is offered where the school knows one."""
    appearances = Appearance.objects.filter(item__programme=programme).select_related("speaker__person", "item")
    invitations = {invitation.speaker_id: invitation for invitation in programme.invitations.all()}
    proposed = dict(Proposal.objects.filter(item__programme=programme).values_list("item", "email"))
    rows = {}
    for appearance in appearances.order_by(Alphabetically("speaker__name"), "speaker", Alphabetically("item__title")):
        speaker, invitation = appearance.speaker, invitations.get(appearance.speaker_id)
        row = rows.setdefault(speaker.pk, {"speaker": speaker, "titles": [], "invitation": invitation, "email": ""})
        row["titles"].append(appearance.item.title)
        known = invitation.email if invitation else speaker.person.email if speaker.person else ""
        row["email"] = row["email"] or known or proposed.get(appearance.item_id, "")
        row["changes"] = worded(invitation.changes) if invitation else []
    return list(rows.values())


def worded(changes):
    labels = {name: Speaker._meta.get_field(name).verbose_name for name in (*FIELDS, "photo")}
    return [{**change, "label": labels.get(change["field"], change["field"])} for change in changes]
