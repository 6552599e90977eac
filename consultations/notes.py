"""The trainer's note about a consultation. It goes into no mail, feed, export or log: only its being written does."""

from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from .exceptions import ConsultationRefused
from .models import Consultation


@transaction.atomic
def keep_note(*, consultation, text, by, now):
    """Write ``text`` down for the two and the coordinators; only the trainer, the person ``by``, writes it."""
    consultation = Consultation.objects.select_for_update(of=("self",)).with_people().get(pk=consultation.pk)
    if consultation.trainer != by:
        raise ConsultationRefused(_("Only the trainer writes this note."))
    if consultation.note != text.strip():
        consultation.note, consultation.noted_at = text.strip(), now
        consultation.save(update_fields=["note", "noted_at"])
        log(consultation, "consultations.note", user=by.user)
    return consultation
