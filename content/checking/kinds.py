"""The words of what the checks of texts find: what is wrong, and what to do about it."""

from django.utils.translation import gettext_lazy as _

from .findings import Kind
from .registry import declare

declare(
    "image-missing",
    Kind(_("The image is not chosen, or was deleted."), _("Choose an image, or delete the block.")),
)
declare(
    "image-alt",
    Kind(
        _("The image has no alternative text."),
        _("Say in a sentence what it shows, for those who do not see it."),
    ),
)
declare(
    "image-alt-name",
    Kind(
        _("The alternative text is the name of a file: “%(text)s”."),
        _("Say in a sentence what the image shows, for those who do not see it."),
    ),
)
declare(
    "image-alt-caption",
    Kind(
        _("The alternative text repeats the caption."),
        _("The caption is read out anyway: say what the image shows."),
        grave=False,
    ),
)
declare(
    "image-credit",
    Kind(
        _("The image “%(title)s” names no author and no licence."),
        _("Open it among the images and fill in “author and licence”."),
    ),
)
declare(
    "image-licence",
    Kind(
        _("“%(credit)s” does not say under which licence the image is shown."),
        _("Add it: “CC BY 4.0”, “public domain”, “own photo”, “by permission of the author”."),
        grave=False,
    ),
)
declare(
    "file-missing",
    Kind(_("A file is not chosen, or was deleted."), _("Choose the file again, or delete the block.")),
)
declare(
    "audio-text",
    Kind(
        _("The recording “%(title)s” has no text version."),
        _("Add it: not everybody hears, and a text weighs least."),
    ),
)
declare(
    "video-text",
    Kind(
        _("The video “%(title)s” has neither captions nor a text version."),
        _("Add captions, a file in WebVTT, or the text."),
    ),
)
declare(
    "captions-kind",
    Kind(
        _("The captions of “%(title)s” are no WebVTT file, so browsers do not show them."),
        _("Save them as a .vtt file and choose that."),
    ),
)
declare(
    "video-small",
    Kind(
        _("The video “%(title)s” has no small file."),
        _("Add one of 240p: readers on a thin line cannot load the other."),
        grave=False,
    ),
)
declare(
    "heading-empty",
    Kind(_("The heading is empty."), _("Word it, or delete the block.")),
)
declare(
    "heading-jump",
    Kind(
        _("“%(text)s” is a part of a section, but stands in none."),
        _("Make it a section, or put the heading of one before it."),
    ),
)
declare(
    "heading-long",
    Kind(
        _("The heading “%(text)s” has more than eight words."),
        _("Shorten it: headings are skimmed, not read."),
        grave=False,
    ),
)
declare(
    "heading-twice",
    Kind(
        _("The heading “%(text)s” stands on the page twice."),
        _("Word them differently: a link to a heading finds only the first."),
        grave=False,
    ),
)
declare(
    "heading-none",
    Kind(
        _("The text is long and has no headings. Words in it: %(words)s."),
        _("Divide it into sections that can be found again."),
        grave=False,
    ),
)
declare(
    "link-page-gone",
    Kind(_("The link “%(text)s” leads to a page that was deleted."), _("Choose another page, or take the link away.")),
)
declare(
    "link-page-hidden",
    Kind(
        _("The link “%(text)s” leads to a page that is not published."),
        _("Publish that page first, or take the link away."),
    ),
)
declare(
    "link-document-gone",
    Kind(_("The link “%(text)s” leads to a file that was deleted."), _("Choose another file, or take the link away.")),
)
declare(
    "link-nowhere",
    Kind(_("The link “%(text)s” leads nowhere."), _("Choose where it leads, or take the link away.")),
)
declare(
    "link-address-gone",
    Kind(
        _("The link “%(text)s” leads to an address of this school where nothing is."),
        _("Choose the page it should lead to, or take the link away."),
    ),
)
declare(
    "link-by-hand",
    Kind(
        _("The link “%(text)s” leads to a page of this school by its address."),
        _("Choose the page instead: then the link follows when the page is moved or renamed."),
        grave=False,
    ),
)
declare(
    "link-words",
    Kind(
        _("The link says only “%(text)s”."),
        _("Name where it leads: links are also read out one after another, without the text around them."),
        grave=False,
    ),
)
declare(
    "weight-over",
    Kind(
        _("Reading the page takes %(size)s of data; the most is %(most)s."),
        _("Leave out pictures, draw them simpler, or divide the page."),
    ),
)
declare(
    "weight-near",
    Kind(
        _("Reading the page takes %(size)s of data; we aim at %(most)s."),
        _("See whether a picture can be left out or drawn simpler."),
        grave=False,
    ),
)
