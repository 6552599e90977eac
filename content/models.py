"""Images, documents and the snippets that pages of several apps share."""

from secrets import token_hex

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.documents.models import AbstractDocument, Document
from wagtail.images.models import AbstractImage, AbstractRendition, Image
from wagtail.search import index
from wagtail.snippets.models import register_snippet

from people.alphabet import Alphabetically

from .storage import private_storage
from .svg import check_svg


class SiteImage(AbstractImage):
    """A picture with its author and licence, so that it may be shown with a good conscience."""

    credit = models.CharField(_("author and licence"), max_length=200, blank=True)

    admin_form_fields = (*Image.admin_form_fields, "credit")

    def get_upload_to(self, filename):
        """Pictures are served without being asked for whom, so their addresses, and their sizes’, are not guessed."""
        return super().get_upload_to(f"{token_hex(8)}-{filename}")

    def clean(self):
        super().clean()
        if self.file and self.is_svg():
            with self.open_file() as source:
                try:
                    check_svg(source)
                except ValidationError as error:
                    raise ValidationError({"file": error}) from error

    class Meta(AbstractImage.Meta):
        verbose_name = _("image")
        verbose_name_plural = _("images")
        permissions = [("choose_image", "Can choose image")]


class SiteRendition(AbstractRendition):
    """One size of a picture."""

    image = models.ForeignKey(SiteImage, on_delete=models.CASCADE, related_name="renditions")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=("image", "filter_spec", "focal_point_key"), name="content_rendition_unique")
        ]


class SiteDocument(AbstractDocument):
    """A file for downloading; its size is shown before one downloads. It has no address but the view that asks who."""

    file = models.FileField(_("file"), upload_to="documents", storage=private_storage)

    admin_form_fields = Document.admin_form_fields

    class Meta(AbstractDocument.Meta):
        verbose_name = _("document")
        verbose_name_plural = _("documents")
        permissions = [("choose_document", "Can choose document")]


class Bilingual(models.Model):
    """A short name kept in both languages of the school."""

    name = models.CharField(_("name"), max_length=120)
    name_en = models.CharField(_("name in English"), max_length=120, blank=True)

    class Meta:
        abstract = True

    def __str__(self):
        return self.label

    @property
    def label(self):
        """The name in the reader's language, in Ukrainian when there is no other."""
        return self.name_en if self.name_en and get_language() == "en" else self.name


@register_snippet
class Topic(Bilingual):
    """A subject of the school; courses and events are found by it."""

    slug = models.SlugField(_("address"), unique=True)

    panels = [FieldPanel("name"), FieldPanel("name_en"), FieldPanel("slug")]

    class Meta:
        verbose_name = _("topic")
        verbose_name_plural = _("topics")
        ordering = [Alphabetically("name")]


@register_snippet
class Speaker(index.Indexed, Bilingual):
    """Who teaches or speaks, as the public sees them. Says nothing that the person did not choose to say."""

    slug = models.SlugField(_("address"), unique=True)
    role = models.CharField(_("who they are"), max_length=200, blank=True)
    role_en = models.CharField(_("who they are, in English"), max_length=200, blank=True)
    organization = models.CharField(_("organization"), max_length=200, blank=True)
    biography = models.TextField(_("about the person"), max_length=3000, blank=True)
    photo = models.ForeignKey(
        SiteImage, verbose_name=_("photo"), null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    person = models.ForeignKey(
        "people.Person",
        verbose_name=_("person"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="speaker_cards",
        help_text=_("Who this is in the register; lets them see the groups they teach."),
    )

    search_fields = [index.SearchField("name"), index.AutocompleteField("name"), index.SearchField("name_en")]
    panels = [
        MultiFieldPanel([FieldPanel("name"), FieldPanel("role")], heading=_("In Ukrainian")),
        MultiFieldPanel([FieldPanel("name_en"), FieldPanel("role_en")], heading=_("In English")),
        FieldPanel("slug"),
        FieldPanel("organization"),
        FieldPanel("biography"),
        FieldPanel("photo"),
        FieldPanel("person"),
    ]

    class Meta:
        verbose_name = _("speaker or trainer")
        verbose_name_plural = _("speakers and trainers")
        ordering = [Alphabetically("name")]

    @property
    def role_label(self):
        return self.role_en if self.role_en and get_language() == "en" else self.role


class Kilim(models.Model):
    """Gives a page its kilim cover, drawn from a seed."""

    kilim_seed = models.CharField(
        _("kilim seed"), max_length=60, blank=True, help_text=_("Any word; try others until the pattern pleases.")
    )

    class Meta:
        abstract = True

    @property
    def kilim(self):
        return self.kilim_seed or self.slug


class CheckedPage(models.Model):
    """What the checks found on a page as it was last saved. Kept so that the report need not read every page."""

    page = models.OneToOneField("wagtailcore.Page", on_delete=models.CASCADE, related_name="+")
    checked_at = models.DateTimeField(null=True)
    waits = models.BooleanField(default=True)  # it was saved, and a task looks it over
    findings = models.JSONField(default=list)  # see ``content.checking.findings``
    grave = models.PositiveSmallIntegerField(default=0)
    advised = models.PositiveSmallIntegerField(default=0)

    wagtail_reference_index_ignore = True  # else every page would seem to be used somewhere

    class Meta:
        verbose_name = _("checked page")
        verbose_name_plural = _("checked pages")

    def __str__(self):
        return str(self.page)
