"""StreamField blocks for reading. What is counted or graded is a row, never a block."""

from django.core.exceptions import ValidationError
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.contrib.typed_table_block.blocks import TypedTableBlock
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.images.blocks import ImageChooserBlock

INLINE = ["bold", "link", "document-link"]
PROSE = [*INLINE, "ol", "ul"]


class HeadingValue(blocks.StructValue):
    @property
    def anchor(self):
        return slugify(self["text"], allow_unicode=True)


class HeadingBlock(blocks.StructBlock):
    text = blocks.CharBlock(label=_("text"), max_length=120)
    level = blocks.ChoiceBlock(
        label=_("level"), choices=[("h2", _("section")), ("h3", _("part of a section"))], default="h2"
    )

    class Meta:
        icon = "title"
        label = _("Heading")
        description = _("Up to eight words; sections first, then their parts.")
        template = "blocks/heading.html"
        value_class = HeadingValue
        preview_value = {"text": "Куди йдуть гроші громади", "level": "h2"}


class ProseBlock(blocks.RichTextBlock):
    class Meta:
        icon = "pilcrow"
        label = _("Text")
        description = _("Paragraphs and lists.")
        template = "blocks/text.html"
        preview_value = "<p>Бюджет громади — відкритий документ.</p>"

    def __init__(self, **kwargs):
        super().__init__(**{"features": PROSE, **kwargs})


class PictureBlock(blocks.StructBlock):
    image = ImageChooserBlock(label=_("image"))
    alt = blocks.CharBlock(
        label=_("alternative text"), max_length=300, help_text=_("What the picture says, for those who do not see it.")
    )
    caption = blocks.CharBlock(label=_("caption"), required=False, max_length=200)

    class Meta:
        icon = "image"
        label = _("Image")
        description = _("A picture with its text equivalent.")
        template = "blocks/image.html"


class TableBlock(TypedTableBlock):
    class Meta:
        icon = "table"
        label = _("Table")
        description = _("Two to four columns; becomes cards on a phone.")
        template = "blocks/table.html"

    def __init__(self, **kwargs):
        super().__init__([("text", blocks.CharBlock(label=_("text"), required=False))], **kwargs)


class AudioBlock(blocks.StructBlock):
    title = blocks.CharBlock(label=_("title"), max_length=120)
    minutes = blocks.IntegerBlock(label=_("minutes"), required=False, min_value=1)
    file = DocumentChooserBlock(label=_("sound file"))
    transcript = blocks.RichTextBlock(label=_("text version"), required=False, features=PROSE)

    class Meta:
        icon = "media"
        label = _("Audio")
        description = _("A recording to listen to; its size is shown.")
        template = "blocks/audio.html"


class VideoBlock(blocks.StructBlock):
    title = blocks.CharBlock(label=_("title"), max_length=120)
    minutes = blocks.IntegerBlock(label=_("minutes"), required=False, min_value=1)
    small = DocumentChooserBlock(label=_("small file (240p)"), required=False)
    better = DocumentChooserBlock(label=_("better file (480p)"), required=False)
    sound = DocumentChooserBlock(label=_("sound only"), required=False)
    captions = DocumentChooserBlock(label=_("captions (WebVTT)"), required=False)
    transcript = blocks.RichTextBlock(label=_("text version"), required=False, features=PROSE)
    external_url = blocks.URLBlock(label=_("or a link to the video elsewhere"), required=False)

    class Meta:
        icon = "media"
        label = _("Video")
        description = _("Readers choose what their line can carry: small, better, sound, text.")
        template = "blocks/video.html"

    def clean(self, value):
        value = super().clean(value)
        if not any(value.get(name) for name in ("small", "better", "external_url")):
            raise blocks.StructBlockValidationError(
                {"small": ValidationError(_("Choose a video file or give a link to the video."))}
            )
        return value


class FileBlock(blocks.StructBlock):
    title = blocks.CharBlock(label=_("title"), max_length=120)
    document = DocumentChooserBlock(label=_("file"))

    class Meta:
        icon = "doc-full"
        label = _("File")
        description = _("A file to download, with its size.")
        template = "blocks/file.html"


class QuoteBlock(blocks.StructBlock):
    text = blocks.TextBlock(label=_("words"))
    who = blocks.CharBlock(label=_("who said it"), required=False, max_length=100)
    role = blocks.CharBlock(label=_("who they are"), required=False, max_length=150)

    class Meta:
        icon = "openquote"
        label = _("Quote")
        description = _("Somebody’s words with their name.")
        template = "blocks/quote.html"
        preview_value = {"text": "Бюджет — це розмова про те, що важливо.", "who": "Оксана Левчук", "role": ""}


class NoteBlock(blocks.StructBlock):
    term = blocks.CharBlock(label=_("term"), max_length=80)
    text = blocks.TextBlock(label=_("explanation"))

    class Meta:
        icon = "help"
        label = _("Note in the margin")
        description = _("A term explained in one or two sentences.")
        template = "blocks/note.html"
        preview_value = {"term": "Субвенція", "text": "Гроші з іншого бюджету на визначену мету."}


class CheckOptionBlock(blocks.StructBlock):
    text = blocks.CharBlock(label=_("answer"), max_length=200)
    right = blocks.BooleanBlock(label=_("right"), required=False)
    explanation = blocks.CharBlock(label=_("explanation"), required=False, max_length=300)


class CheckBlock(blocks.StructBlock):
    question = blocks.CharBlock(label=_("question"), max_length=300)
    options = blocks.ListBlock(CheckOptionBlock(label=_("answer")), label=_("answers"), min_num=2, max_num=6)

    class Meta:
        icon = "tick-inverse"
        label = _("Check yourself")
        description = _("One question for the reader alone; nothing is kept or graded.")
        template = "blocks/check.html"

    def clean(self, value):
        value = super().clean(value)
        if sum(bool(option["right"]) for option in value["options"]) != 1:
            raise blocks.StructBlockValidationError(
                {"question": ValidationError(_("Mark exactly one answer as right."))}
            )
        return value


class ReadingBlocks(blocks.StreamBlock):
    """The body of every page that is read."""

    heading = HeadingBlock(group=_("Text"))
    text = ProseBlock(group=_("Text"))
    note = NoteBlock(group=_("Text"))
    quote = QuoteBlock(group=_("Text"))
    table = TableBlock(group=_("Text"))
    image = PictureBlock(group=_("Media"))
    audio = AudioBlock(group=_("Media"))
    video = VideoBlock(group=_("Media"))
    file = FileBlock(group=_("Media"))
    check = CheckBlock(group=_("Practice"))


class QuestionAnswerBlock(blocks.StructBlock):
    question = blocks.CharBlock(label=_("question"), max_length=200)
    answer = blocks.TextBlock(label=_("answer"))

    class Meta:
        icon = "help"
        label = _("Question and answer")
