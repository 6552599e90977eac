"""Every course certifies, so do master classes, forums and study visits; a list of thanks waits for approval."""

from certificates.badges.keys import badges_are_on
from certificates.badges.making import publish
from certificates.designs import ship_designs
from certificates.models import Certificate, CertificateRule, Role
from certificates.runs import plan
from certificates.suspending import suspend
from courses.models import CoursePage
from webinars.models import EventPage

from .reading import event_rows

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


def build_rules():
    designs = ship_designs(**SIGNED)
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
