"""A certificate of an organization, and what certificates rest on."""

from certificates.designs import ship_designs
from certificates.giving import give
from certificates.models import CertificateRule, Role
from certificates.rules import judge
from courses.models import Enrollment
from people.models import Membership

from .stop import Stop


def certify_organization(scene):
    """That whose contact the scene's trainer is: the reader belongs to it and completed a course."""
    organization = Membership.objects.get(person=scene.trainer, is_contact=True).organization
    Membership.objects.get_or_create(person=scene.reader, organization=organization)
    completed = Enrollment.objects.filter(person=scene.reader, completed_at__isnull=False).order_by("pk").first()
    design, course = ship_designs()["Килим"], completed.cohort.course
    fields = {"role": Role.ORGANIZATION, "min_people": 1, "automatic": False}
    rule = CertificateRule.objects.create(course=course, template=design, **fields)
    evidence = judge(rule=rule, people=[organization.pk], now=scene.now)[organization.pk].evidence
    return give(rule=rule, holder=organization, now=scene.now, evidence=evidence)


CERTIFIED = {
    "verify, an organization": Stop("/c/{of_organization.number}"),
    "certificates of an organization": Stop("/my/organizations/certificates/", "trainer"),
    "certificates of an organization, none": Stop("/my/organizations/certificates/", "newcomer"),
    "share a certificate of an organization": Stop("/my/certificates/{of_organization.number}/share/", "trainer"),
    "what a certificate of an organization rests on": Stop(
        "/my/certificates/{of_organization.number}/evidence/", "trainer"
    ),
    "what a certificate rests on": Stop("/my/certificates/{valid.number}/evidence/", "reader"),
    "what a certificate rests on, not yours": Stop("/my/certificates/{valid.number}/evidence/", "newcomer", status=404),
}
