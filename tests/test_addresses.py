"""Every named address exists in both languages and leads to the view it names."""

from urllib.parse import urlsplit
from uuid import UUID

import pytest
from django.urls import URLPattern, URLResolver, get_resolver, resolve, reverse
from django.utils.translation import override

SAMPLES = {
    "pk": 7,
    "path": "podii/zustrich/",
    "key": "abc-def",
    "uidb36": "a1",
    "public_id": UUID("6f1c9a52-7d55-4f21-9b1a-3f0f4f3a7a10"),
}
BY_CONVERTER = {
    "IntConverter": 7,
    "SlugConverter": "slovo",
    "StringConverter": "slovo",
    "UUIDConverter": SAMPLES["public_id"],
    "PathConverter": "a/b",
}
FOR_PROGRAMS = {  # no language
    "healthz",
    "badge",
    "badge_did",
    "badge_file",
    "badge_issuer",
    "badge_jwks",
    "badge_status",
    "badge_status_token",
    "badge_suspension",
}
OURS = (
    "people",
    "home",
    "calendars",
    "webinars",
    "courses",
    "conferences",
    "consultations",
    "surveys",
    "certificates",
    "lms",
    "allauth",
)


def named(patterns, prefix=()):
    """(name, parameters) of every view of ours and of allauth's."""
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            if str(pattern.pattern) == "admin/":
                continue  # Wagtail's own, in the language of the editor's account
            yield from named(pattern.url_patterns, (*prefix, pattern.pattern))
        elif pattern.name == "wagtail_serve":
            continue  # every other path; which page it means is tested in home/tests/test_routing.py
        elif isinstance(pattern, URLPattern) and pattern.name and is_ours(pattern.callback):
            yield pattern.name, parameters((*prefix, pattern.pattern))


def is_ours(view):
    view = getattr(view, "view_class", view)
    return view.__module__.partition(".")[0] in OURS


def parameters(route):
    found = {}
    for part in route:
        for name, converter in getattr(part, "converters", {}).items():
            found[name] = BY_CONVERTER.get(type(converter).__name__, SAMPLES.get(name, "slovo"))
        regex = getattr(part, "_regex", None)
        if isinstance(regex, str):
            found |= {name: SAMPLES.get(name, "slovo") for name in part.regex.groupindex if name not in found}
    return tuple(sorted(found.items()))


NAMED = sorted(set(named(get_resolver("lms.urls").url_patterns)))


@pytest.mark.parametrize("language", ["uk", "en"])
@pytest.mark.parametrize(("name", "arguments"), NAMED)
def test_address_resolves_to_its_view(name, arguments, language):
    with override(language):
        path = reverse(name, kwargs=dict(arguments))
        match = resolve(urlsplit(path).path)

    assert match.view_name == name
    assert path.startswith("/en/") == (language == "en" and name not in FOR_PROGRAMS)


def test_all_apps_are_covered():
    names = {name for name, _arguments in NAMED}

    assert {"profile", "account_confirm_email", "my_learning", "verify_number", "session_join", "healthz"} <= names
