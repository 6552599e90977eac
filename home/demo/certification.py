"""Courses, master classes, forums and study visits certify; of the other kinds of rules there is one each."""

import random

from certificates.badges.keys import badges_are_on
from certificates.badges.making import publish
from certificates.designs import ship_designs
from certificates.models import Certificate, CertificateRule, Role
from certificates.runs import approve, plan
from certificates.suspending import suspend
from courses.enrollment import enroll
from courses.models import Cohort, CoursePage, Enrollment
from courses.models.pages import CourseTrainer
from people.models import Person
from webinars.models import EventPage, SessionSeries

from .clock import moment, today
from .learning import ENROLLS_AHEAD, Path, study
from .reading import CREDIT, event_rows, image

CERTIFYING = (EventPage.Kind.MASTER_CLASS, EventPage.Kind.ANNUAL_FORUM, EventPage.Kind.STUDY_VISIT)
LOOKED_INTO = {
    "reason": "Двоє людей могли входити з одного телефона; питаємо тренерку.",
    "note": "Школа перевіряє дані про участь. Результат буде тут.",
}
SIGNED = {
    "acknowledgement": "Фінансується Європейським Союзом",
    "signatory": "Ірина Савчук",
    "signatory_role": "координаторка школи",
}


PICTURES = {
    "logo_2": ("znak-partnera.svg", "Знак партнера: два кола й дві риски"),
    "seal": ("pechatka.svg", "Печатка школи"),
}


def build_rules():
    pictures = {field: image(name, title=title, credit=CREDIT) for field, (name, title) in PICTURES.items()}
    designs = ship_designs(**SIGNED, **pictures)
    for course in CoursePage.objects.all():
        CertificateRule.objects.create(course=course, template=designs["Килим"])
    for kind, row in event_rows():
        if kind in CERTIFYING:
            event, enough = EventPage.objects.get(slug=row["slug"]), row.get("min_sessions", 0)
            CertificateRule.objects.create(event=event, template=designs["Участь"], min_sessions=enough)


def build_badge(*, participant, now):
    """The participant makes the badge of the first certificate public; without keys there are no badges."""
    certificate = Certificate.objects.valid().filter(person=participant, expires_at=None).order_by("pk").first()
    if certificate and badges_are_on():
        publish(certificate=certificate, by=participant.user, now=now)


def build_suspension(*, participant, staff, now):
    """The school looks into the attendance of somebody other than the participant who signs in."""
    certificate = Certificate.objects.held().exclude(person=participant).order_by("pk").first()
    suspend(certificate=certificate, by=staff.user, now=now, **LOOKED_INTO)


def build_thanks(*, staff, now):
    """A list that waits for the administrator: who is thanked for the forum that is over."""
    forum = EventPage.objects.filter(kind=EventPage.Kind.ANNUAL_FORUM, sessions__ends_at__lt=now).order_by("pk").first()
    design = ship_designs()["Тренер"]
    rule = CertificateRule.objects.create(event=forum, template=design, role=Role.TRAINER, automatic=False)
    plan(rule=rule, by=staff.user, now=now)


def build_other_kinds(*, contact, staff, now):
    """Trainers who are thanked, an organization that is certified, and a series of which two dates are enough."""
    designs = ship_designs()
    taught = CourseTrainer.objects.filter(speaker__person__isnull=False).order_by("pk").first().course
    issue_by_list({"course": taught, "template": designs["Тренер"], "role": Role.TRAINER}, by=staff.user, now=now)
    course = contact.enrollments.filter(completed_at__isnull=False).order_by("pk").first().cohort.course
    members = Person.objects.filter(organizations__in=contact.organizations.all())
    done = members.filter(enrollments__cohort__course=course, enrollments__completed_at__isnull=False).distinct()
    together = {"role": Role.ORGANIZATION, "min_people": done.count()}
    issue_by_list({"course": course, "template": designs["Килим"], **together}, by=staff.user, now=now)
    series = SessionSeries.objects.select_related("event").earliest("pk")
    CertificateRule.objects.create(event=series.event, series=series, template=designs["Участь"], min_sessions=2)


def certify_programme(programme, *, now):
    """Its rule, in words of its own; and somebody who completed the first course went on to the second one."""
    design = ship_designs()["Килим"]
    design.pk, design.name, design.statement = None, "Програма", "за успішне завершення програми курсів"
    design.save()
    CertificateRule.objects.create(programme=programme, template=design)
    first, second = (row.course for row in programme.course_rows.order_by("sort_order"))
    cohort = Cohort.objects.filter(course=second, ends_on__lt=today(now)).earliest("starts_on")
    ahead = Enrollment.objects.filter(cohort__course=first, completed_at__isnull=False)
    person = ahead.exclude(person__enrollments__cohort=cohort).order_by("pk").first().person
    enroll(person=person, cohort=cohort, now=moment(cohort.starts_on, "09:00") - ENROLLS_AHEAD)
    study(cohort, [person], Path.of(second), chance=random.Random(programme.slug), now=now)


def issue_by_list(fields, *, by, now):
    rule = CertificateRule.objects.create(automatic=False, **fields)
    approve(run=plan(rule=rule, by=by, now=now), by=by, now=now)
