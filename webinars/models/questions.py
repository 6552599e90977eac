"""What an event asks who registers for it, and what they answered."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.models import TranslatableMixin

from content.asking import AskedQuestion


class EventQuestion(TranslatableMixin, AskedQuestion):
    """A question of an event; the page in another language has the same one in its words."""

    event = ParentalKey("webinars.EventPage", on_delete=models.CASCADE, related_name="questions")

    class Meta(TranslatableMixin.Meta, AskedQuestion.Meta):
        verbose_name = _("question at registration")
        verbose_name_plural = _("questions at registration")


class EventAnswers(models.Model):
    """What a person answered, once for all dates of an event, whether they have a seat or wait for one.

    ``event_key`` is the translation key of the event: its pages in all languages ask the same. ``answers`` are
    [key of the question, question, answer] as they were asked then. Nobody reads them but the person, the hosts of
    their sessions and those who schedule; they go when they are not needed any more (``asking.forgetting``).
    """

    event_key = models.UUIDField(editable=False)
    person = models.ForeignKey(
        "people.Person", verbose_name=_("person"), on_delete=models.CASCADE, related_name="event_answers"
    )
    answers = models.JSONField(_("answers"), default=list)
    saved_at = models.DateTimeField(_("answered"))

    class Meta:
        verbose_name = _("answers at registration")
        verbose_name_plural = _("answers at registration")
        constraints = [models.UniqueConstraint("event_key", "person", name="event_answers_once")]

    def __str__(self):
        return str(self.person)

    @property
    def by_key(self):
        return {key: answer for key, _question, answer in self.answers}
