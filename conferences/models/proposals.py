"""A call for proposals, what was proposed, and what reviewers said of it."""

import uuid

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.admin.panels import FieldPanel, FieldRowPanel

from .items import LANGUAGES, LONGEST, Item
from .programmes import Programme


class Call(models.Model):
    """From when until when anybody may propose something for a programme."""

    programme = models.OneToOneField(
        Programme, verbose_name=_("programme"), on_delete=models.PROTECT, related_name="call"
    )
    opens_at = models.DateTimeField(_("opens"))
    closes_at = models.DateTimeField(_("closes"))
    text = models.TextField(
        _("what we look for"), help_text=_("Subjects, forms, lengths, and what speakers get: who reads it decides.")
    )

    panels = [
        FieldPanel("programme"),
        FieldRowPanel([FieldPanel("opens_at"), FieldPanel("closes_at")]),
        FieldPanel("text"),
    ]

    class Meta:
        verbose_name = _("call for proposals")
        verbose_name_plural = _("calls for proposals")
        ordering = ["-closes_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(closes_at__gt=F("opens_at")),
                name="call_closes_after_opening",
                violation_error_message=_("A call closes after it opens."),
            )
        ]

    def __str__(self):
        return str(self.programme)

    def is_open(self, now):
        return self.opens_at <= now < self.closes_at


class ProposalQuerySet(models.QuerySet):
    def for_reviewers(self):
        """What was ever sent. A draft is its proposer's alone."""
        return self.exclude(sent_at=None)

    def waiting(self):
        return self.filter(state=Proposal.State.SENT)


class Proposal(models.Model):
    """What somebody would like to do at an event. Its proposer and those who review see it, nobody else.

    A decision is known to the proposer once ``told_at`` is set; until then it may be undone. An accepted one has its
    ``item`` from then on.
    """

    class State(models.TextChoices):
        DRAFT = "draft", _("draft")
        SENT = "sent", _("waits for a decision")
        ACCEPTED = "accepted", _("accepted")
        DECLINED = "declined", _("declined")
        WITHDRAWN = "withdrawn", pgettext_lazy("proposal", "withdrawn")

    KINDS = [(kind.value, kind.label) for kind in Item.Kind if kind != Item.Kind.BREAK]
    DECIDED = (State.ACCEPTED, State.DECLINED)

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    call = models.ForeignKey(Call, verbose_name=_("call"), on_delete=models.PROTECT, related_name="proposals")
    state = models.CharField(_("state"), max_length=9, choices=State, default=State.DRAFT, editable=False)
    title = models.CharField(_("title"), max_length=200)
    kind = models.CharField(_("kind"), max_length=12, choices=KINDS, default=Item.Kind.TALK)
    language = models.CharField(_("language"), max_length=2, choices=LANGUAGES, default="uk")
    minutes = models.PositiveSmallIntegerField(
        _("length, minutes"), default=45, validators=[MinValueValidator(5), MaxValueValidator(LONGEST)]
    )
    abstract = models.TextField(
        _("what it is about"), max_length=5000, help_text=_("Stands in the programme if the proposal is accepted.")
    )
    note = models.TextField(
        _("a word to the coordinators"), max_length=2000, blank=True, help_text=_("Readers do not see it.")
    )
    name = models.CharField(_("your name"), max_length=120, help_text=_("As readers of the programme will see it."))
    email = models.EmailField(_("e-mail"), help_text=_("We write here; nobody else sees it."))
    organization = models.CharField(_("organization"), max_length=200, blank=True)
    person = models.ForeignKey(
        "people.Person", null=True, on_delete=models.SET_NULL, related_name="proposals", editable=False
    )
    reads = models.CharField(max_length=2, choices=LANGUAGES, default="uk", editable=False)
    created_at = models.DateTimeField(editable=False)
    sent_at = models.DateTimeField(_("sent"), null=True, editable=False)
    decided_at = models.DateTimeField(_("decided"), null=True, editable=False)
    reason = models.TextField(_("reason"), blank=True, editable=False)
    told_at = models.DateTimeField(_("told"), null=True, editable=False)
    item = models.OneToOneField(
        Item, verbose_name=_("programme item"), null=True, on_delete=models.SET_NULL, related_name="+", editable=False
    )

    objects = ProposalQuerySet.as_manager()

    class Meta:
        verbose_name = _("proposal")
        verbose_name_plural = _("proposals")
        ordering = ["-sent_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=["accepted", "declined"], decided_at__isnull=False)
                | Q(state__in=["draft", "sent", "withdrawn"], decided_at__isnull=True, told_at__isnull=True),
                name="proposal_decided_at_some_time",
            ),
            models.CheckConstraint(
                condition=~Q(state="declined") | ~Q(reason=""), name="proposal_declined_with_a_reason"
            ),
            models.CheckConstraint(
                condition=Q(item__isnull=True) | Q(state="accepted"), name="proposal_with_an_item_is_accepted"
            ),
        ]

    def __str__(self):
        return self.title

    @property
    def is_decided(self):
        return self.state in self.DECIDED

    @property
    def shown_state(self):
        """The state as its proposer knows it: a decision nobody told them of is none yet."""
        return self.state if self.told_at or not self.is_decided else self.State.SENT

    @property
    def may_be_changed(self):
        """As far as its state goes; whether the call is open is asked apart."""
        return not self.is_decided


class Review(models.Model):
    """What one reviewer thinks of a proposal. Others see it once they have said what they think themselves."""

    class Vote(models.IntegerChoices):
        YES = 1, _("for it")
        UNSURE = 0, _("unsure")
        NO = -1, _("against it")

    proposal = models.ForeignKey(Proposal, on_delete=models.CASCADE, related_name="reviews")
    reviewer = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    vote = models.SmallIntegerField(_("vote"), choices=Vote)
    comment = models.TextField(_("comment"), max_length=2000, blank=True)
    voted_at = models.DateTimeField(_("voted"))

    class Meta:
        verbose_name = _("review of a proposal")
        verbose_name_plural = _("reviews of proposals")
        ordering = ["voted_at", "pk"]
        constraints = [models.UniqueConstraint("proposal", "reviewer", name="review_once_by_a_reviewer")]

    def __str__(self):
        return f"{self.proposal}: {self.get_vote_display()}"
