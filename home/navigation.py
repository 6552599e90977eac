"""What every page shows around its content: three links, language, account, footer, theme."""

from dataclasses import dataclass, field

from django.conf import settings
from django.urls import reverse
from django.utils.functional import SimpleLazyObject
from django.utils.translation import get_language, gettext

from people.accounts import person_of
from people.addresses import absolute

from .languages import counterpart, front_path
from .sections import is_teacher, sections

THEMES = {"light", "dark"}
SHORT_NAMES = {"uk": "УК", "en": "EN"}
TEXTS_BEFORE_VERIFYING = 2  # about the school, help


@dataclass
class Link:
    url: str
    label: str
    current: bool = False
    code: str = ""


@dataclass
class Navigation:
    """``alternates`` are the full addresses of this very page in each language, for search engines; often none."""

    school_name: str
    home: str
    courses: str
    events: str
    learning: str
    account: Link
    links: list = field(default_factory=list)
    footer: list = field(default_factory=list)
    language_links: list = field(default_factory=list)
    alternates: list = field(default_factory=list)
    staff: bool = False
    theme: str = ""
    lite: bool = False


def build(request):
    language = get_language()
    found, learning = sections(language), reverse("my_learning")
    courses, events = found.courses or front_path(language), found.events or front_path(language)
    theme = request.COOKIES.get("theme", "")
    twins = {code: counterpart(request, code) for code, _name in settings.LANGUAGES if code != language}
    return Navigation(
        school_name=school_name(language),
        home=front_path(language),
        courses=courses,
        events=events,
        learning=learning,
        account=account_link(request.user),
        links=main_links(request, courses=courses, events=events, learning=learning),
        footer=footer_links(found.texts),
        language_links=[language_link(request, code, twin) for code, twin in twins.items()],
        alternates=alternates(request, language, twins),
        staff=request.user.is_authenticated and request.user.has_perm("wagtailadmin.access_admin"),
        theme=theme if theme in THEMES else "",
        lite=request.headers.get("Save-Data", "").lower() == "on",
    )


def school_name(language):
    """As the operator writes it; in the other language as we translate it."""
    return settings.SCHOOL_NAME if language == settings.LANGUAGE_CODE else gettext("School of civic activists")


def main_links(request, *, courses, events, learning):
    """The three links of everybody, and a trainer's fourth."""
    links = [
        Link(courses, gettext("Courses")),
        Link(events, gettext("Events")),
        Link(learning, gettext("My learning")),
    ]
    person = person_of(request.user)
    if person and is_teacher(person):
        links.append(Link(reverse("trainer_home"), gettext("My cohorts")))
    front = front_path(get_language())
    for link in links:
        link.current = link.url != front and request.path.startswith(link.url)
    return links


def account_link(user):
    """The way in, or the first name of who is in."""
    if not user.is_authenticated:
        return Link(reverse("account_login"), gettext("Sign in"))
    person = person_of(user)
    names = (user.first_name or (person.display_name if person else "")).split()
    return Link(reverse("profile"), names[0] if names else gettext("Profile"))


def footer_links(texts):
    """The pages of text in the editors' order; verifying a certificate comes after the school and help."""
    links = [Link(path, title) for path, title in texts]
    links.insert(TEXTS_BEFORE_VERIFYING, Link(reverse("verify"), gettext("Verify a certificate")))
    return [*links, Link(reverse("search"), gettext("Search"))]


def language_link(request, code, twin):
    """To the very same page with what its address asks for, such as a month; above it nothing was asked."""
    asked = request.GET.urlencode() if twin.exact and request.method == "GET" else ""
    return Link(f"{twin.path}?{asked}" if asked else twin.path, SHORT_NAMES[code], code=code)


def alternates(request, language, twins):
    exact = [Link(absolute(twin.path), "", code=code) for code, twin in twins.items() if twin.exact]
    return [Link(absolute(request.path), "", code=language), *exact] if exact else []


def navigation(request):
    """Context processor; lazy, so that what does not extend ``base.html`` pays nothing."""
    return {"nav": SimpleLazyObject(lambda: build(request))}
