"""What an administrator does with issued certificates, a page for each: correct, renew, suspend, revoke, mail."""

from collections.abc import Callable
from dataclasses import dataclass

from django import forms
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy
from wagtail.admin import messages
from wagtail.admin.widgets.button import HeaderButton

from .admin_forms import CorrectNameForm, ReinstateForm, RevokeForm, SuspendForm
from .admin_steps import MAY_ISSUE, MAY_REVOKE, allow, ask, posted
from .exceptions import CertificateRefused
from .life import RENEWABLE, correct_name, renew, revoke
from .mailing.again import send_again
from .models import Certificate, State
from .suspending import reinstate, suspend


@dataclass(frozen=True)
class Step:
    """A verb that the admin offers for one certificate, with what it asks and says."""

    verb: Callable
    form: type
    permission: str
    button: str
    title: str
    note: str
    done: str
    icon: str


STEPS = {
    "correct": Step(
        correct_name,
        CorrectNameForm,
        MAY_ISSUE,
        gettext_lazy("Correct the name"),
        gettext_lazy("Correct the name on certificate %(number)s"),
        gettext_lazy(
            "A new certificate with another number is issued and mailed; the rest of its words stays. The page of the"
            " old number will say that a corrected one exists."
        ),
        gettext_lazy("Certificate %(number)s is issued in the right name."),
        "edit",
    ),
    "renew": Step(
        renew,
        forms.Form,
        MAY_ISSUE,
        gettext_lazy("Renew"),
        gettext_lazy("Renew certificate %(number)s"),
        gettext_lazy("A new certificate with another number is issued and mailed for another term."),
        gettext_lazy("Certificate %(number)s is issued for another term."),
        "rotate",
    ),
    "suspend": Step(
        suspend,
        SuspendForm,
        MAY_REVOKE,
        gettext_lazy("Suspend"),
        gettext_lazy("Suspend certificate %(number)s"),
        gettext_lazy(
            "Its public page will say that it is suspended, and the holder is told by mail. Until it is reinstated the"
            " PDF and the badge cannot be downloaded."
        ),
        gettext_lazy("Certificate %(number)s is suspended."),
        "time",
    ),
    "reinstate": Step(
        reinstate,
        ReinstateForm,
        MAY_REVOKE,
        gettext_lazy("Reinstate"),
        gettext_lazy("Reinstate certificate %(number)s"),
        gettext_lazy("It will hold again with the same number and file, and the holder is told by mail."),
        gettext_lazy("Certificate %(number)s holds again."),
        "check",
    ),
    "revoke": Step(
        revoke,
        RevokeForm,
        MAY_REVOKE,
        gettext_lazy("Revoke"),
        gettext_lazy("Revoke certificate %(number)s"),
        gettext_lazy("Its public page will say that it is revoked. This cannot be undone; a new one can be issued."),
        gettext_lazy("Certificate %(number)s is revoked."),
        "cross",
    ),
    "again": Step(
        send_again,
        forms.Form,
        MAY_ISSUE,
        gettext_lazy("Send the mail again"),
        gettext_lazy("Send the mail about certificate %(number)s again"),
        gettext_lazy("It goes to the address that the person has now. Put that right first, if it is wrong."),
        gettext_lazy("The mail about certificate %(number)s is sent again."),
        "mail",
    ),
}


def steps_for(certificate, *, now):
    """The names of the steps that its state allows."""
    state, ends = certificate.state_at(now), certificate.expires_at
    if state == State.REVOKED:
        return []
    if state == State.SUPERSEDED:
        return ["revoke"]
    if state == State.SUSPENDED:
        return ["reinstate", "revoke"]
    return ["correct", *(["renew"] if ends and ends - RENEWABLE <= now else []), "suspend", "revoke"]


def buttons_for(certificate, user):
    names = steps_for(certificate, now=timezone.now())
    if certificate.mails.came_back().exists():
        names = ["again", *names]
    return [
        HeaderButton(
            STEPS[name].button,
            url=reverse("certificate:step", args=[certificate.pk, name]),
            icon_name=STEPS[name].icon,
            priority=40 + place,
        )
        for place, name in enumerate(names)
        if user.has_perm(STEPS[name].permission)
    ]


def step_view(request, pk, step):
    """Ask, then act. Somebody else may have acted meanwhile: then the verb says so."""
    if step not in STEPS:
        raise Http404
    chosen = STEPS[step]
    allow(request, chosen.permission)
    certificate = get_object_or_404(Certificate, pk=pk)
    form = chosen.form(posted(request), initial={"name": str(certificate.holder)})
    if form.is_valid():
        try:
            arguments = {"by": request.user, "now": timezone.now(), **form.cleaned_data}
            result = chosen.verb(certificate=certificate, **arguments)
        except CertificateRefused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, chosen.done % {"number": result.number})
            return redirect("certificate:inspect", result.pk)
    title, back_url = chosen.title % {"number": certificate.number}, reverse("certificate:inspect", args=[pk])
    return ask(request, form, title=title, note=chosen.note, button=chosen.button, icon=chosen.icon, back_url=back_url)
