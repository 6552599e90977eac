"""Builds the demo school's pages: both front pages, catalog, courses, events, pages of text."""

import json

from wagtail.models import Locale, Page, Site

from content.models import Speaker, Topic
from courses.models import CatalogPage, CoursePage, LessonPage, ModulePage
from courses.models.pages import CourseTrainer
from home.models import HomePage, StandardPage
from webinars.models import EventIndexPage, EventPage, EventQuestion
from webinars.models.pages import EventSpeaker

from .assignments import build_assignment
from .quizzes import build_quiz
from .reading import HERE, event_rows, folders, read, slug_of, stream

TOPICS = [
    ("organizational-development", "Організаційний розвиток", "Organizational development"),
    ("finance-grants", "Фінансовий аналіз і управління грантами", "Financial analysis and grant management"),
    ("media", "Робота з медіа", "Working with the media"),
    ("coalitions", "Побудова коаліцій", "Building coalitions"),
    ("advocacy", "Адвокація", "Advocacy"),
    ("local-monitoring", "Місцева влада й бюджет", "Local authorities and budgets"),
    ("gender-human-rights", "Ґендерна рівність і права людини", "Gender equality and human rights"),
]
TEXT_PAGES = ["pro-shkolu", "dopomoha", "dostupnist", "pryvatnist", "kontakty"]


def publish(page, parent):
    """Add ``page`` under ``parent`` with a first revision, as an editor would."""
    parent.add_child(instance=page)
    page.save_revision().publish()
    return page


def build_topics():
    for slug, name, name_en in TOPICS:
        Topic.objects.create(slug=slug, name=name, name_en=name_en)


def build_speakers():
    for path in sorted((HERE / "speakers.d").glob("*.toml")):
        for row in read("speakers.d", path.name)["speaker"]:
            Speaker.objects.create(**row)


def build_home(language):
    """The front page of one language; the Ukrainian one replaces Wagtail's welcome page."""
    locale, _ = Locale.objects.get_or_create(language_code=language)
    root = Page.get_first_root_node()
    text = read("pages", f"home.{language}.toml")
    page = HomePage(
        title=text["title"],
        slug="shkola" if language == "uk" else "school",
        lead=text["lead"],
        search_description=text["search_description"],
        how=json.dumps([{"type": "step", "value": step} for step in text["how"]]),
        kilim_seed="school",
        locale=locale,
    )
    if language == "en":
        page.translation_key = HomePage.objects.get(locale__language_code="uk").translation_key
    publish(page, root)
    if language == "uk":
        Page.objects.filter(depth=2, slug="home").delete()
        root.refresh_from_db()
        Site.objects.update_or_create(
            is_default_site=True, defaults={"root_page": page, "hostname": "localhost", "site_name": "Школа"}
        )
    return page


def build_section(model, home, *, slug, text, twin_of=None):
    """A page directly under a front page, paired with its Ukrainian twin when there is one."""
    page = model(
        title=text["title"],
        slug=slug,
        lead=text["lead"],
        search_description=text["search_description"],
        show_in_menus=True,
        locale=home.locale,
    )
    if "body" in text:
        page.body = stream(text["body"])
    if twin_of:
        page.translation_key = twin_of.translation_key
    return publish(page, home)


def build_text_pages(homes):
    """About the school, help and the like in the footer's order, each Ukrainian page with its English twin."""
    for slug in TEXT_PAGES:
        text = read("pages", f"{slug}.uk.toml")
        page = build_section(StandardPage, homes["uk"], slug=slug, text=text)
        english = text["pair"]
        build_section(StandardPage, homes["en"], slug=english, text=read("pages", f"{english}.en.toml"), twin_of=page)


def build_course(catalog, folder):
    """A course with its modules, lessons and quizzes."""
    text = read(folder, "course.toml")
    course = CoursePage(
        slug=folder.name,
        topic=Topic.objects.get(slug=text["topic"]),
        outcomes=json.dumps([{"type": "outcome", "value": line} for line in text["outcomes"]]),
        faq=json.dumps([{"type": "item", "value": item} for item in text["faq"]]),
        body=stream(text.get("body", [])),
        kilim_seed=text.get("kilim_seed", ""),
        locale=catalog.locale,
        **{key: text[key] for key in ("title", "lead", "weeks", "hours", "format", "search_description")},
    )
    course.trainer_rows = [
        CourseTrainer(speaker=Speaker.objects.get(slug=slug), sort_order=place)
        for place, slug in enumerate(text["trainers"])
    ]
    publish(course, catalog)
    for module in folders(folder):
        build_module(course, module)


def build_module(course, folder):
    text = read(folder, "module.toml")
    module = ModulePage(title=text["title"], slug=slug_of(folder), lead=text.get("lead", ""), locale=course.locale)
    publish(module, course)
    for path in sorted(folder.glob("[0-9]*.toml")):
        text = read(path)
        if text["type"] == "quiz":
            step = build_quiz(text, slug=slug_of(path), course=course)
        elif text["type"] == "assignment":
            step = build_assignment(text, slug=slug_of(path), locale=course.locale)
        else:
            step = build_lesson(text, slug=slug_of(path), locale=course.locale)
        publish(step, module)


def build_lesson(text, *, slug, locale):
    return LessonPage(
        title=text["title"],
        slug=slug,
        minutes=text["minutes"],
        required=text.get("required", True),
        search_description=text.get("search_description", ""),
        body=stream(text["body"]),
        locale=locale,
    )


def build_event(index_page, kind, row):
    """An event; its sessions are no content and come later."""
    event = EventPage(
        title=row["title"],
        slug=row["slug"],
        kind=kind,
        lead=row["lead"],
        topic=Topic.objects.filter(slug=row.get("topic", "")).first(),
        body=stream(row["body"]),
        kilim_seed=row.get("kilim_seed", ""),
        search_description=row.get("search_description", ""),
        approval=row.get("approval", False),
        locale=index_page.locale,
    )
    event.speaker_rows = [
        EventSpeaker(speaker=Speaker.objects.get(slug=slug), sort_order=place)
        for place, slug in enumerate(row.get("speakers", []))
    ]
    event.questions = [
        EventQuestion(sort_order=place, **question["asks"]) for place, question in enumerate(row.get("question", []))
    ]
    publish(event, index_page)


def build_frame():
    """What every school begins with: topics, and in both languages front page, catalog, calendar and pages of text."""
    build_topics()
    homes = {language: build_home(language) for language in ("uk", "en")}
    catalog = build_section(CatalogPage, homes["uk"], slug="kursy", text=read("pages", "catalog.uk.toml"))
    events = build_section(EventIndexPage, homes["uk"], slug="podii", text=read("pages", "events.uk.toml"))
    build_section(CatalogPage, homes["en"], slug="courses", text=read("pages", "catalog.en.toml"), twin_of=catalog)
    build_section(EventIndexPage, homes["en"], slug="events", text=read("pages", "events.en.toml"), twin_of=events)
    build_text_pages(homes)
    return catalog, events


def build_site():
    """Everything an editor would have written."""
    catalog, events = build_frame()
    build_speakers()
    for folder in folders("courses"):
        build_course(catalog, folder)
    for kind, row in event_rows():
        build_event(events, kind, row)
