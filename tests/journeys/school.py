"""A very small school for journeys: one course, one webinar, a certificate at the end; built by the verbs."""

import json
from dataclasses import dataclass
from datetime import timedelta
from importlib import import_module

from allauth.account.models import EmailAddress
from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.utils import timezone
from wagtail.models import Collection, Locale, Page, Site

from certificates.models import CertificateRule, CertificateTemplate
from courses.bank import category_at, keep_question
from courses.models import (
    CatalogPage,
    Cohort,
    CohortSession,
    CoursePage,
    LessonPage,
    ModulePage,
    QuizDraw,
    QuizPage,
)
from courses.questions.values import ALL, MultipleChoice, Option, Scoring, SingleChoice
from home.demo.pages import publish
from home.models import HomePage
from people.models import Person, User
from people.roles import add_to_role, sync_roles
from webinars.models import EventIndexPage, EventPage, Session
from webinars.scheduling import schedule

PASSWORD = "journey-password-2026"


@dataclass
class School:
    home: HomePage
    catalog: CatalogPage
    events: EventIndexPage
    course: CoursePage
    cohort: Cohort
    event: EventPage
    session: Session
    trainer: Person


def text(*paragraphs):
    return json.dumps([{"type": "text", "value": "".join(f"<p>{line}</p>" for line in paragraphs)}])


def make_account(email, *, first="Тарас", last="Гнатюк", role=""):
    """A confirmed account with its person."""
    user = User.objects.create_user(email, PASSWORD, first_name=first, last_name=last)
    EmailAddress.objects.create(user=user, email=email, verified=True, primary=True)
    person = Person.objects.create(user=user, legal_name=f"{first} {last}", display_name=first, email=email)
    if role:
        add_to_role(user=user, role=role)
    return person


def restore_ground():
    """What migrations made and a flush after an earlier journey took away: root page and collection, roles, review."""
    ContentType.objects.clear_cache()
    Locale.objects.get_or_create(language_code="uk")
    if Page.get_first_root_node() is None:
        Page.add_root(title="Root", slug="root")
    if Collection.get_first_root_node() is None:
        Collection.add_root(name="Root")
    roles = import_module("people.migrations.0002_roles_and_review")
    roles.make_roles(apps, None)
    roles.make_review(apps, None)
    sync_roles()


def make_front():
    """The Ukrainian front page in place of Wagtail's welcome page, with catalog and calendar."""
    restore_ground()
    locale = Locale.objects.get(language_code="uk")
    root = Page.get_first_root_node()
    home = publish(HomePage(title="Школа", slug="shkola", lead="Вчіться разом", locale=locale), root)
    Site.objects.update_or_create(is_default_site=True, defaults={"root_page": home, "hostname": "localhost"})
    Page.objects.filter(depth=2, slug="home").delete()
    home.refresh_from_db()
    catalog = publish(CatalogPage(title="Курси", slug="kursy", locale=locale), home)
    events = publish(EventIndexPage(title="Події", slug="podii", locale=locale), home)
    return home, catalog, events


def questions():
    """One of a single right answer, one of several."""
    half = ALL / 2
    council = (Option(text="Рада", share=ALL), Option(text="Голова"))
    income = (Option(text="Податки", share=half), Option(text="Дотації", share=half), Option(text="Видатки"))
    return [
        SingleChoice(text="<p>Хто затверджує бюджет?</p>", options=council),
        MultipleChoice(text="<p>Що є доходами?</p>", options=income, scoring=Scoring.EXACT),
    ]


def make_course(catalog):
    """Two lessons and a quiz of two questions in one module."""
    course = publish(
        CoursePage(
            title="Бюджет громади", slug="biudzhet", lead="Читати бюджет", hours=12, weeks=4, locale=catalog.locale
        ),
        catalog,
    )
    module = publish(ModulePage(title="Звідки гроші", slug="zvidky", locale=catalog.locale), course)
    for number in (1, 2):
        lesson = LessonPage(
            title=f"Урок {number}", slug=f"urok-{number}", minutes=5, body=text("Текст уроку."), locale=catalog.locale
        )
        publish(lesson, module)
    quiz = QuizPage(title="Перевірте себе", slug="test", pass_percent=100, attempts_allowed=3, locale=catalog.locale)
    quiz.shuffle_options = False
    quiz.draws = [
        QuizDraw(question=keep_question(value=value, category=category_at(["Бюджет"])), sort_order=place)
        for place, value in enumerate(questions())
    ]
    publish(quiz, module)
    return course


def make_school():
    """Everything a participant needs, with a webinar that is going on right now."""
    now = timezone.now()
    home, catalog, events = make_front()
    course = make_course(catalog)
    trainer = make_account("trainer@school.test")
    event = publish(
        EventPage(title="Читаємо бюджет разом", slug="vebinar", lead="Разом", body=text("Про що."), locale=home.locale),
        events,
    )
    session = Session(
        event=event,
        starts_at=now - timedelta(minutes=5),
        ends_at=now + timedelta(hours=1),
        capacity=10,
        host=trainer,
    )
    session = schedule(session=session, by=None, now=now - timedelta(days=3))
    cohort = Cohort.objects.create(
        course=course,
        number=1,
        state=Cohort.State.OPEN,
        starts_on=now.date(),
        ends_on=now.date() + timedelta(days=28),
        enroll_closes_at=now + timedelta(days=2),
        seats=5,
    )
    CohortSession.objects.create(cohort=cohort, session=session)
    template = CertificateTemplate.objects.create(
        name="Килим", issuer="Школа", signatory="Ірина Савчук", signatory_role="координаторка"
    )
    CertificateRule.objects.create(template=template, course=course)
    return School(home, catalog, events, course, cohort, event, session, trainer)
