"""A ``Consultation``: one person's hour with one trainer, about one subject."""

from django.db import models
from django.db.models import Exists, OuterRef, Q, Subquery, Value
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from people.regions import Region
from webinars.models import Attendance, Registration, Session

KEEPER = "consultation"  # whose private sessions these are


class ConsultationQuerySet(models.QuerySet):
    def with_people(self):
        return self.select_related("session__event__locale", "session__host", "person", "offer")

    def standing(self):
        """Those that take place or took place."""
        return self.filter(session__state=Session.State.SCHEDULED)

    def upcoming(self, *, now):
        return self.standing().filter(session__ends_at__gt=now).order_by("session__starts_at", "pk")

    def past(self, *, now):
        return self.standing().filter(session__ends_at__lte=now).order_by("-session__starts_at", "-pk")

    def of(self, person):
        """Those ``person`` takes part in, on either side."""
        return self.filter(Q(person=person) | Q(session__host=person))

    def with_answer(self):
        """Annotates ``answer`` and ``answer_note``: what the participant's calendar app said, if it did."""
        seats = Registration.objects.active().filter(session=OuterRef("session"), person=OuterRef("person"))
        said = {
            name: Coalesce(Subquery(seats.values(name)[:1]), Value(""), output_field=models.TextField())
            for name in ("answer", "answer_note")
        }
        return self.annotate(**said)

    def with_outcome(self):
        """Annotates ``held`` and ``percent``: whether the participant was there, by attendance, and for how much."""
        there = Attendance.objects.credited().filter(session=OuterRef("session"), person=OuterRef("person"))
        return self.annotate(held=Exists(there), percent=Coalesce(Subquery(there.values("percent")[:1]), 0))


class Consultation(models.Model):
    """What was booked. When and in which room it takes place, and who came, is its private ``session``'s.

    ``organization`` and ``region`` are the person's when they booked: figures for donors do not move later. ``note`` is
    the trainer's; only the two and coordinators read it.
    """

    session = models.OneToOneField(
        "webinars.Session", verbose_name=_("session"), on_delete=models.PROTECT, related_name="consultation"
    )
    offer = models.ForeignKey("consultations.Offer", on_delete=models.PROTECT, related_name="consultations")
    person = models.ForeignKey(
        "people.Person", verbose_name=_("participant"), on_delete=models.PROTECT, related_name="consultations"
    )
    share = models.ForeignKey(
        "consultations.Share", null=True, on_delete=models.SET_NULL, related_name="consultations", editable=False
    )
    organization = models.ForeignKey(
        "people.Organization",
        verbose_name=_("organization"),
        null=True,
        on_delete=models.PROTECT,
        related_name="consultations",
    )
    region = models.CharField(_("region"), max_length=5, choices=Region, blank=True)
    subject = models.CharField(_("subject"), max_length=150)
    question = models.TextField(_("question"), max_length=2000, blank=True)
    note = models.TextField(_("note of the trainer"), max_length=4000, blank=True)
    noted_at = models.DateTimeField(_("note written"), null=True)
    booked_at = models.DateTimeField(_("booked"))
    cancelled_by = models.ForeignKey(
        "people.Person", verbose_name=_("cancelled by"), null=True, on_delete=models.PROTECT, related_name="+"
    )

    objects = ConsultationQuerySet.as_manager()

    class Meta:
        verbose_name = _("consultation")
        verbose_name_plural = _("consultations")
        ordering = ["-session__starts_at", "-pk"]

    def __str__(self):
        return f"{self.person} – {self.trainer.display_name}"

    @property
    def trainer(self):
        return self.session.host

    @property
    def answer_label(self):
        return Registration.Answer(self.answer).label

    @property
    def minutes(self):
        """Minutes that count: of the time planned, the part for which the participant was there (``with_outcome``)."""
        return int(self.session.length.total_seconds() // 60) * self.percent // 100 if self.held else 0

    def other(self, person):
        """Whom ``person`` talks to."""
        return self.person if person == self.trainer else self.trainer
