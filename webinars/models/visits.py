"""What a study visit or an internship needs besides its sessions: the way there, and whom to call.

Neither is a part of the page: what stands in a page is in revisions, search and translations, and anybody reads it.
"""

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext_lazy as _

from .registrations import Registration


class Travel(models.Model):
    """How one comes to an event, for those alone who take part; ``webinars.visits.access`` says who that is."""

    TEXTS = ("meeting", "way", "lodging", "bring")
    PARTS = (*TEXTS, "phone")

    event = models.OneToOneField("webinars.EventPage", on_delete=models.CASCADE, related_name="travel")
    meeting = models.TextField(_("where and when we meet"), blank=True)
    way = models.TextField(_("how to get there"), blank=True)
    lodging = models.TextField(_("where we stay overnight"), blank=True)
    bring = models.TextField(_("what to take along"), blank=True)
    phone = models.CharField(_("phone on the way"), max_length=40, blank=True)
    updated_at = models.DateTimeField(_("changed"), editable=False)

    class Meta:
        verbose_name = _("travel information")
        verbose_name_plural = _("travel information")

    def __str__(self):
        return self.event.title

    @property
    def parts(self):
        """Pairs (label, text) of what is said."""
        fields = [self._meta.get_field(name) for name in self.TEXTS]
        return [(field.verbose_name, getattr(self, field.name)) for field in fields if getattr(self, field.name)]


class EmergencyContactQuerySet(models.QuerySet):
    def needless(self, *, before):
        """Those whose person has no seat in the event, or whose last day was over by ``before``."""
        seats = Registration.objects.active().filter(
            person=OuterRef("person"),
            session__event__translation_key=OuterRef("event__translation_key"),
            session__ends_at__gt=before,
        )
        return self.exclude(Exists(seats))


class EmergencyContact(models.Model):
    """Whom to call if something happens to ``person`` during ``event``. Erased soon after it (``visits.contacts``)."""

    event = models.ForeignKey("webinars.EventPage", on_delete=models.CASCADE, related_name="emergency_contacts")
    person = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="+")
    name = models.CharField(_("name of the one to call"), max_length=120)
    relation = models.CharField(
        _("who that is to you"), max_length=80, blank=True, help_text=_("For example, sister or colleague.")
    )
    phone = models.CharField(
        _("phone of the one to call"),
        max_length=40,
        validators=[
            RegexValidator(r"^[+(]?\d(?:[ ()-]*\d){6,14}$", _("Enter a phone number, such as +380 44 123 45 67."))
        ],
    )
    given_at = models.DateTimeField(_("given"))

    objects = EmergencyContactQuerySet.as_manager()

    class Meta:
        verbose_name = _("emergency contact")
        verbose_name_plural = _("emergency contacts")
        constraints = [models.UniqueConstraint("event", "person", name="emergency_contact_one")]

    def __str__(self):
        return f"{self.name}, {self.phone}"
