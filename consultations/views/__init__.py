"""What the two do: the participant finds a time and books it, the trainer publishes hours and writes notes."""

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, render
from django.utils import timezone

from consultations import access
from consultations.exceptions import ConsultationRefused


def consultation_for(request, public_id):
    """The consultation at this address, if the reader may know of it; else 404."""
    rows = access.visible_to(request.user).with_people().with_answer().with_outcome()
    return get_object_or_404(rows, session__public_id=public_id)


def own_consultation(request, public_id, *, side):
    """The same, for the one of the two who does something: ``side`` is ``person`` or ``trainer``."""
    consultation = consultation_for(request, public_id)
    person = getattr(request.user, "person", None)
    if person is None or getattr(consultation, side) != person:
        raise PermissionDenied
    return consultation


def try_to(verb, **arguments):
    """(what ``verb`` returned, "") or (None, the rule that refused it)."""
    try:
        return verb(**arguments, now=timezone.now()), ""
    except ConsultationRefused as refusal:
        return None, str(refusal)


def answer(request, template, context, *, problem="", form=None):
    """The page, with the status that says whether something was refused (409) or is wrong in the form (422)."""
    status = 409 if problem else 422 if form is not None and form.errors else 200
    return render(
        request, f"consultations/{template}.html", {**context, "problem": problem, "form": form}, status=status
    )
