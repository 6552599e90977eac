"""Questions beside the room, and what people think of them. Changed by ``webinars.beside`` only."""

from django.conf import settings
from django.db import models
from django.db.models import Count, Exists, F, IntegerField, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _


class RoomQuestionQuerySet(models.QuerySet):
    def standing(self):
        """What nobody took back."""
        return self.filter(withdrawn_at__isnull=True)

    def shown(self):
        return self.standing().filter(hidden_at__isnull=True)

    def with_marks(self, person):
        """Annotates ``votes``; of ``person``: ``voted``, ``reported``; ``reports`` since a host last looked."""
        marks = QuestionMark.objects.filter(question=OuterRef("pk")).order_by()
        mine = marks.filter(person=person)
        unseen = marks.filter(Q(question__kept_at__isnull=True) | Q(made_at__gt=F("question__kept_at")))
        return self.annotate(
            votes=_number_of(marks.filter(kind=QuestionMark.Kind.VOTE)),
            reports=_number_of(unseen.filter(kind=QuestionMark.Kind.REPORT)),
            voted=Exists(mine.filter(kind=QuestionMark.Kind.VOTE)),
            reported=Exists(mine.filter(kind=QuestionMark.Kind.REPORT)),
        )

    def in_turn(self):
        """Open ones first, those that most people want answered before the others; needs ``with_marks``."""
        return self.order_by(F("answered_at").asc(nulls_first=True), "-votes", "asked_at", "pk")


def _number_of(marks):
    number = marks.values("question").annotate(number=Count("pk")).values("number")
    return Coalesce(Subquery(number, output_field=IntegerField()), 0)


class RoomQuestion(models.Model):
    """What somebody asks in a session, under their display name. It is kept with the session.

    Answered is what a host marked so, by words here or aloud in the room. Hidden, its author and the hosts see it.
    """

    session = models.ForeignKey(
        "webinars.Session", verbose_name=_("session"), on_delete=models.PROTECT, related_name="room_questions"
    )
    person = models.ForeignKey(
        "people.Person", verbose_name=_("author"), on_delete=models.PROTECT, related_name="room_questions"
    )
    text = models.TextField(_("text"), blank=True)
    asked_at = models.DateTimeField(_("asked"))
    answer = models.TextField(_("answer"), blank=True)
    answered_at = models.DateTimeField(_("answered"), null=True, blank=True)
    hidden_at = models.DateTimeField(_("hidden"), null=True, blank=True)
    hidden_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    kept_at = models.DateTimeField(_("left as it is"), null=True, blank=True)
    withdrawn_at = models.DateTimeField(_("taken back"), null=True, blank=True)

    objects = RoomQuestionQuerySet.as_manager()

    class Meta:
        verbose_name = _("question in a session")
        verbose_name_plural = _("questions in sessions")
        ordering = ["-asked_at", "-pk"]
        indexes = [models.Index(fields=["session", "asked_at"], name="room_question_asked")]
        constraints = [
            models.CheckConstraint(
                condition=Q(answer="") | Q(answered_at__isnull=False), name="room_question_answer_has_its_time"
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at__isnull=True) & ~Q(text="") | Q(withdrawn_at__isnull=False, text=""),
                name="room_question_text_until_taken_back",
            ),
        ]

    def __str__(self):
        """Never the text: the log would keep it after it is taken back."""
        return gettext("Question %(number)d") % {"number": self.pk or 0}


class QuestionMark(models.Model):
    """One person's vote for a question, or their word that it should not stand there; each once."""

    class Kind(models.TextChoices):
        VOTE = "vote", _("vote")
        REPORT = "report", _("report")

    question = models.ForeignKey(RoomQuestion, on_delete=models.CASCADE, related_name="marks")
    person = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=6, choices=Kind)
    made_at = models.DateTimeField()

    class Meta:
        verbose_name = _("mark of a question")
        verbose_name_plural = _("marks of questions")
        constraints = [models.UniqueConstraint("question", "person", "kind", name="question_mark_once")]

    def __str__(self):
        return self.get_kind_display()
