"""How somebody came to a session who did not register with an account of their own."""

from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from people.naming import Named


class WayInQuerySet(models.QuerySet):
    def invited(self):
        return self.filter(state=WayIn.State.INVITED)

    def leave(self, person):
        """``person`` gave up what they had come to: whoever named them reads so."""
        return self.filter(person=person, state=WayIn.State.GIVEN).update(state=WayIn.State.LEFT)

    def in_use(self):
        return self.filter(state__in=[WayIn.State.INVITED, WayIn.State.GIVEN])


class WayIn(Named):
    """An organization named them (``organization``, ``named_by``), or they came by a link for guests: both are empty.

    It stands beside the seat, the place in the queue or the request, and stays when one becomes the other. Nobody
    knows ``person`` before somebody with the link of a mail says who they are. ``instead_of`` is whoever gives the
    seat up the moment this one is taken.
    """

    class State(models.TextChoices):
        INVITED = "invited", _("invited, no answer yet")
        GIVEN = "given", pgettext_lazy("way into a session", "came in")
        DECLINED = "declined", _("declined by the person")
        TAKEN_BACK = "taken_back", _("replaced or taken back")
        LEFT = "left", _("does not come any more")

    session = models.ForeignKey(
        "webinars.Session", verbose_name=_("session"), on_delete=models.PROTECT, related_name="ways_in"
    )
    organization = models.ForeignKey(
        "people.Organization",
        verbose_name=_("organization"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="ways_in",
    )
    person = models.ForeignKey(
        "people.Person",
        verbose_name=_("person"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="ways_in",
    )
    named_by = models.ForeignKey(
        "people.Person",
        verbose_name=_("named by"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.INVITED)
    instead_of = models.ForeignKey(
        "self", verbose_name=_("instead of"), null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    objects = WayInQuerySet.as_manager()

    class Meta:
        verbose_name = _("person sent or come by link")
        verbose_name_plural = _("people sent and come by link")
        ordering = ["named_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                "session",
                "organization",
                "person",
                condition=Q(state__in=["invited", "given"]),
                name="way_in_person_once",
            ),
            models.UniqueConstraint(
                "session",
                "organization",
                Lower("email"),
                condition=Q(state="invited") & ~Q(email=""),
                name="way_in_address_once",
            ),
            models.CheckConstraint(
                condition=Q(organization=None, named_by=None) | Q(organization__isnull=False, named_by__isnull=False),
                name="way_in_named_by_a_contact",
            ),
            models.CheckConstraint(
                condition=~Q(state="given") | Q(person__isnull=False), name="way_in_given_has_a_person"
            ),
        ]

    @property
    def is_invited(self):
        return self.state == self.State.INVITED

    @property
    def address(self):
        """Where mails go."""
        return self.person.email if self.person_id else self.email
