"""Rows to test with. They surprise nobody: courses are published and open, cohorts enroll now and without limit."""

import itertools
import json
from dataclasses import replace
from datetime import timedelta

from django.utils import timezone
from wagtail.models import Page

from content.models import Speaker
from courses.admission.allotments import allot
from courses.admission.applications import apply_for
from courses.admission.links import make_link
from courses.bank import category_at, keep_question
from courses.enrollment import enroll
from courses.models import (
    CatalogPage,
    Cohort,
    CohortQuestion,
    CoursePage,
    InvitationLink,
    LessonPage,
    ModulePage,
    QuizDraw,
    QuizPage,
    SeatAllotment,
)
from courses.models.pages import CourseTrainer
from courses.questions.values import ALL, KINDS, NOTHING, Option, Scoring
from people.models import User
from people.roles import TRAINERS, add_to_role
from webinars.tests.factories import make_contact, make_person, make_site

DAY = timedelta(days=1)
_number = itertools.count(1)


def prose(text):
    """The body of a lesson: one paragraph."""
    return json.dumps([{"type": "text", "value": f"<p>{text}</p>"}])


def make_catalog():
    """The catalog under the front page of the default site."""
    home = Page.objects.get(pk=make_site().get_parent().pk)
    if found := CatalogPage.objects.child_of(home).first():
        return found
    return home.add_child(instance=CatalogPage(title="Курси", slug="kursy", locale=home.locale))


def _add(parent, page):
    parent = Page.objects.get(pk=parent.pk)  # the tree's counters as they are now
    page.locale = parent.locale
    return parent.add_child(instance=page)


def make_course(*, title="Бюджет громади", **fields):
    fields = {"slug": f"kurs-{next(_number)}", "lead": "Навчимося читати бюджет.", **fields}
    return _add(make_catalog(), CoursePage(title=title, **fields))


def make_closed_course(**fields):
    return make_course(reading=CoursePage.Reading.ENROLLED, **fields)


def make_module(course=None, *, title="Звідки гроші", **fields):
    fields = {"slug": f"modul-{next(_number)}", **fields}
    return _add(course or make_course(), ModulePage(title=title, **fields))


def make_lesson(module=None, *, title="Що таке бюджет", text="Бюджет — це план.", **fields):
    fields = {"slug": f"urok-{next(_number)}", "body": prose(text), **fields}
    return _add(module or make_module(), LessonPage(title=title, **fields))


def make_category(*names):
    return category_at(names or ["Бюджет"])


def keep(value, category=None):
    """A plain value in the bank."""
    return keep_question(value=value, category=category or make_category())


def make_question(text="Хто затверджує бюджет?", *, kind="single", right=("Рада",), wrong=("Голова",), **fields):
    """A question of the bank of one or several right answers, all or nothing."""
    share = ALL / len(right)
    options = [Option(text=answer, share=share if answer in right else NOTHING) for answer in [*right, *wrong]]
    made = KINDS[kind](text=f"<p>{text}</p>", options=tuple(options), **fields)
    return keep(replace(made, scoring=Scoring.EXACT) if kind == "multiple" else made)


def make_quiz(module=None, *, title="Перевірте себе", questions=None, draws=(), **fields):
    """Two questions, the second of several answers, unless told otherwise; the first answers are right.

    ``draws`` are (category, number). Nothing is mixed.
    """
    if questions is None:
        questions = [
            make_question(),
            make_question("Що є доходами?", kind="multiple", right=("Податки", "Дотації"), wrong=("Видатки",)),
        ]
    quiz = QuizPage(title=title, **{"slug": f"test-{next(_number)}", "shuffle_options": False, **fields})
    lines = [QuizDraw(question=question) for question in questions]
    lines += [QuizDraw(category=category, number=number) for category, number in draws]
    for place, line in enumerate(lines):
        line.sort_order = place
    quiz.draws = lines
    return _add(module or make_module(), quiz)


def make_cohort(course=None, *, now=None, state="open", **fields):
    """It enrolls from yesterday to the day after tomorrow, starts in a week and lasts four."""
    now = now or timezone.now()
    today = timezone.localtime(now).date()
    fields = {
        "number": next(_number),
        "enroll_opens_at": now - DAY,
        "enroll_closes_at": now + 2 * DAY,
        "starts_on": today + 7 * DAY,
        "ends_on": today + 35 * DAY,
        **fields,
    }
    return Cohort.objects.create(course=course or make_course(), state=state, **fields)


def make_enrollment(cohort=None, person=None, *, now=None):
    now = now or timezone.now()
    return enroll(person=person or make_person(), cohort=cohort or make_cohort(now=now), now=now)


def make_invitation(cohort=None, *, now=None, by=None, **fields):
    """A link for twenty people and a day, into a cohort that only links open."""
    now = now or timezone.now()
    cohort = cohort or make_cohort(now=now, admission="invitation")
    fields = {"note": "Партнери", "expires_at": now + DAY, **fields}
    return make_link(link=InvitationLink(cohort=cohort, **fields), by=by, now=now)


def make_seats(contact=None, cohort=None, *, now=None, seats=2, **fields):
    """Seats of a cohort that only the school opens, for the organization of ``contact``, to be filled within a day."""
    now = now or timezone.now()
    cohort = cohort or make_cohort(now=now, admission="school")
    organization = (contact or make_contact()).organizations.get()
    fields = {"name_until": now + DAY, **fields}
    return allot(
        allotment=SeatAllotment(cohort=cohort, organization=organization, seats=seats, **fields), by=None, now=now
    )


def make_selective(*questions, **fields):
    """A cohort by application that asks ``questions``, each of which must be answered."""
    cohort = make_cohort(admission="application", **fields)
    for place, text in enumerate(questions):
        CohortQuestion.objects.create(cohort=cohort, text=text, sort_order=place)
    return cohort


def make_application(cohort=None, person=None, *, now=None, answers=()):
    now = now or timezone.now()
    cohort = cohort or make_selective(now=now)
    return apply_for(person=person or make_person(), cohort=cohort, answers=list(answers), now=now)


def make_trainer(course, **fields):
    """Somebody whom the course page names as its trainer."""
    person = make_person(name="Оксана Левчук", **fields)
    speaker = Speaker.objects.create(name=person.legal_name, slug=f"speaker-{next(_number)}", person=person)
    CourseTrainer.objects.create(course=course, speaker=speaker, sort_order=0)
    return person


def make_staff(role):
    """Somebody of a role of the admin, without a person behind the account."""
    user = User.objects.create_user(f"staff{next(_number)}@example.org")
    add_to_role(user=user, role=role)
    return User.objects.get(pk=user.pk)


def make_author(course):
    """A trainer who began the course."""
    user = make_staff(TRAINERS)
    CoursePage.objects.filter(pk=course.pk).update(owner=user)
    return user
