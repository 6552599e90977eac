"""Questions under lessons, their answers, reports of them, and daily mails. Changed by ``courses.discussion`` only."""

from django.conf import settings
from django.db import models
from django.db.models import Count, Exists, F, IntegerField, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _


class PostQuerySet(models.QuerySet):
    def locked(self, pk):
        """The post as it is now; its row is held until the transaction ends."""
        return self.select_for_update(of=("self",)).select_related("person").get(pk=pk)

    def questions(self):
        return self.filter(question__isnull=True)

    def answers(self):
        return self.filter(question__isnull=False)

    def standing(self):
        """What nobody took back."""
        return self.filter(withdrawn_at__isnull=True)

    def shown(self):
        """What everybody reads who reads the discussion."""
        return self.standing().filter(hidden_at__isnull=True, question__hidden_at__isnull=True)

    def of_trainers(self):
        """Answers that a trainer wrote or confirmed."""
        return self.filter(Q(by_trainer=True) | Q(confirmed_at__isnull=False))

    def with_answers(self):
        """Annotates questions: ``number`` of answers shown, ``is_answered`` by a trainer's word."""
        answers = Post.objects.standing().filter(hidden_at__isnull=True, question=OuterRef("pk")).order_by()
        number = answers.values("question").annotate(number=Count("pk")).values("number")
        counted = Coalesce(Subquery(number, output_field=IntegerField()), 0)
        return self.annotate(number=counted, is_answered=Exists(answers.of_trainers()))

    def listed(self):
        """Questions that stand; one taken back stays while it has answers, as those are other people's."""
        return self.questions().with_answers().filter(Q(withdrawn_at__isnull=True) | Q(number__gt=0))

    def hidden(self):
        return self.standing().filter(hidden_at__isnull=False)

    def unanswered(self):
        return self.shown().questions().with_answers().filter(is_answered=False)

    def reported(self):
        """What waits for a trainer to look at it."""
        waiting = PostReport.objects.filter(post=OuterRef("pk"), settled_at__isnull=True)
        return self.standing().filter(Exists(waiting), hidden_at__isnull=True)


class Post(models.Model):
    """A question about a lesson or, with ``question``, an answer to one: plain text under a display name.

    What is taken back loses its text. What is hidden keeps it for its author and the trainers, with the reason.
    """

    lesson = models.ForeignKey(
        "courses.LessonPage", verbose_name=_("lesson"), on_delete=models.PROTECT, related_name="posts"
    )
    question = models.ForeignKey(
        "self", verbose_name=_("question"), null=True, blank=True, on_delete=models.PROTECT, related_name="answers"
    )
    person = models.ForeignKey(
        "people.Person", verbose_name=_("author"), on_delete=models.PROTECT, related_name="posts"
    )
    text = models.TextField(_("text"), blank=True)
    by_trainer = models.BooleanField(_("written by a trainer"), default=False)
    posted_at = models.DateTimeField(_("written"))
    edited_at = models.DateTimeField(_("changed"), null=True, blank=True)
    withdrawn_at = models.DateTimeField(_("taken back"), null=True, blank=True)
    confirmed_at = models.DateTimeField(_("confirmed by a trainer"), null=True, blank=True)
    hidden_at = models.DateTimeField(_("hidden"), null=True, blank=True)
    hidden_reason = models.CharField(_("why it is hidden"), max_length=500, blank=True)
    hidden_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    objects = PostQuerySet.as_manager()

    class Meta:
        verbose_name = _("question or answer")
        verbose_name_plural = _("questions and answers")
        ordering = ["-posted_at", "-pk"]
        indexes = [models.Index(fields=["lesson", "posted_at"], name="post_lesson_posted")]
        constraints = [
            models.CheckConstraint(
                condition=Q(hidden_at__isnull=True) | ~Q(hidden_reason=""), name="post_hidden_with_a_reason"
            ),
            models.CheckConstraint(
                condition=Q(confirmed_at__isnull=True) | Q(question__isnull=False), name="post_confirmed_is_an_answer"
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at__isnull=True) & ~Q(text="") | Q(withdrawn_at__isnull=False, text=""),
                name="post_text_until_taken_back",
            ),
        ]

    def __str__(self):
        """Never the text: the log would keep it after it is taken back."""
        words = gettext("Question %(number)d") if self.is_question else gettext("Answer %(number)d")
        return words % {"number": self.pk or 0}

    @property
    def is_question(self):
        return self.question_id is None

    @property
    def thread_pk(self):
        """The key of the question whose page shows it."""
        return self.question_id or self.pk

    @property
    def is_of_trainer(self):
        """Whether a trainer stands behind this answer."""
        return not self.is_question and (self.by_trainer or self.confirmed_at is not None)


class PostReport(models.Model):
    """Somebody thinks that a post should not stand there. Settled when a trainer hides or keeps it."""

    post = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="reports")
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="post_reports")
    reason = models.CharField(_("what is wrong with it"), max_length=500)
    reported_at = models.DateTimeField(_("reported"))
    settled_at = models.DateTimeField(_("settled"), null=True, blank=True)

    class Meta:
        verbose_name = _("report")
        verbose_name_plural = _("reports")
        ordering = ["reported_at", "pk"]
        constraints = [models.UniqueConstraint("post", "person", name="post_report_once")]

    def __str__(self):
        return str(self.post)


class Digest(models.Model):
    """The mail of one Kyiv ``day`` about what is new in one course to one person: what came from ``since`` on.

    ``taken_at`` is set before it leaves, so that it never leaves twice.
    """

    person = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="digests")
    course = models.ForeignKey("courses.CoursePage", on_delete=models.CASCADE, related_name="+")
    day = models.DateField(_("day"))
    since = models.DateTimeField(_("from"))
    until = models.DateTimeField(_("until"))
    taken_at = models.DateTimeField(_("sent"), null=True, blank=True)

    class Meta:
        verbose_name = _("daily mail about questions")
        verbose_name_plural = _("daily mails about questions")
        constraints = [
            models.UniqueConstraint("person", "course", "day", name="digest_one_a_day"),
            models.CheckConstraint(condition=Q(until__gt=F("since")), name="digest_of_some_time"),
        ]

    def __str__(self):
        return f"{self.course}, {self.day}"


class DigestRefusal(models.Model):
    """Who wants no daily mails about questions."""

    person = models.OneToOneField("people.Person", on_delete=models.CASCADE, related_name="digest_refusal")
    refused_at = models.DateTimeField()

    class Meta:
        verbose_name = _("refusal of daily mails")
        verbose_name_plural = _("refusals of daily mails")

    def __str__(self):
        return f"{self.refused_at:%Y-%m-%d}"
