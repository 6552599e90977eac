"""Full-text search over the pages that a reader may see."""

from django import forms
from django.conf import settings
from django.db.models import Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from courses.access import visible_pages

from .word_forms import query_of

LONGEST = 100


class SearchForm(forms.Form):
    """What one looks for."""

    q = forms.CharField(
        label=_("What are you looking for"),
        max_length=LONGEST,
        required=False,
        widget=forms.TextInput(attrs={"type": "search"}),
    )

    @property
    def query(self):
        """The words asked for; empty when nothing was, or more than a person would type."""
        return self.cleaned_data["q"] if self.is_valid() else ""


def find(*, user, text):
    """Pages with the words of ``text``, the best first."""
    query = query_of(text)
    if query is None:
        return []
    found = Page.objects.filter(pk__in=spoken(visible_pages(user), get_language()).values("pk"))
    return found.select_related("content_type", "locale").search(query)


def spoken(pages, language):
    """Those of ``pages`` that stand in the tree of ``language``, and Ukrainian ones that it has no translation of."""
    of_language = Q(locale__language_code=language)
    if language != settings.LANGUAGE_CODE:
        translated = Page.objects.live().filter(of_language).values("translation_key")
        of_language |= Q(locale__language_code=settings.LANGUAGE_CODE) & ~Q(translation_key__in=translated)
    return pages.filter(of_language, depth__gt=1)
