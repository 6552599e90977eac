"""Templates and rules: every course certifies, and so do master classes, forums and study visits."""

from certificates.models import CertificateRule, CertificateTemplate
from courses.models import CoursePage
from webinars.models import EventPage

from .reading import event_rows

CERTIFYING = (EventPage.Kind.MASTER_CLASS, EventPage.Kind.ANNUAL_FORUM, EventPage.Kind.STUDY_VISIT)
SIGNED = {
    "issuer": "Школа громадських активістів",
    "acknowledgement": "Фінансується Європейським Союзом",
    "signatory": "Ірина Савчук",
    "signatory_role": "координаторка школи",
}


def build_rules():
    completion = CertificateTemplate.objects.create(name="Килим", **SIGNED)
    for course in CoursePage.objects.all():
        CertificateRule.objects.create(course=course, template=completion)
    attendance = CertificateTemplate.objects.create(
        name="Участь", statement="засвідчує участь у події:", kilim_seed="uchast", **SIGNED
    )
    for kind, row in event_rows():
        if kind in CERTIFYING:
            event, enough = EventPage.objects.get(slug=row["slug"]), row.get("min_sessions", 0)
            CertificateRule.objects.create(event=event, template=attendance, min_sessions=enough)
