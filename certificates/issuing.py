"""Issue. A certificate is never rewritten: what comes after it – see ``life`` – stands beside it."""

from django.db import IntegrityError, transaction
from wagtail.log_actions import log

from people.models import Organization

from .archive import fingerprint, keep_pdfs
from .contents import contents_of_course, contents_of_event
from .drawing import draw
from .exceptions import CertificateRefused, CertificateTextError
from .models import SOURCE, Certificate, PendingCertificate, Role
from .numbers import new_number
from .particulars import name_in, of_course, of_event
from .pictures import chosen, digests, keep, needs_panel
from .signing.tasks import ask_for_signature
from .statements import course_details, event_details, expiry, frozen
from .tasks import send_certificates


def issue_for_course(*, person, course, template, now, cohort=None, by=None, role=Role.PARTICIPANT, evidence=None):
    """Give ``person`` the certificate of ``course``; asking twice returns the same one.

    Raises ``CertificateRefused`` when a name, a title or a picture cannot be printed.
    """
    details = course_details(course=course, cohort=cohort, role=role, language=template.language)
    facts = of_course(course=course, cohort=cohort, person=person, role=role, template=template)
    says = {"subject": course.title, "details": details, "facts": facts}
    given = {"now": now, "by": by, "evidence": {**contents_of_course(course, cohort), **(evidence or {})}}
    return issue(holder=person, source=source_of(course=course, role=role), says=says, template=template, **given)


def issue_for_event(*, person, event, template, now, by=None, role=Role.PARTICIPANT, evidence=None):
    """Give ``person`` the certificate of ``event``; asking twice returns the same one.

    Raises ``CertificateRefused`` when a name, a title or a picture cannot be printed.
    """
    details = event_details(event=event, person=person, role=role, language=template.language)
    facts = of_event(event=event, person=person, role=role, template=template)
    says = {"subject": event.title, "details": details, "facts": facts}
    contents = contents_of_event(event, role=role, people=[person.pk])[person.pk]
    given = {"now": now, "by": by, "evidence": {**contents, **(evidence or {})}}
    return issue(holder=person, source=source_of(event=event, role=role), says=says, template=template, **given)


def source_of(*, role, course=None, event=None):
    """What a certificate of a whole course or event is about, as its fields; see ``Certificate.source``."""
    about = {"course_id": course and course.pk, "event_id": event and event.pk, "role": role}
    return dict.fromkeys(SOURCE) | about


def name_of(holder, *, language):
    """A person’s full name, or what an organization is called in the language of the certificate."""
    if isinstance(holder, Organization):
        return name_in(holder, language)
    return holder.legal_name


def issue(*, holder, source, says, template, now, by=None, evidence=None, follow=None):
    """Give ``holder``, a person or an organization, the certificate that ``says`` subject, details and facts.

    Delivery mode and topics that are among the ``evidence`` are what its text says of them, too.

    Drawn first, so that only what can be printed is issued; then the unique constraint decides between workers. One
    that has expired is replaced. Who issues many at once takes over what follows: see ``put``. Raises
    ``CertificateRefused``.
    """
    existing = standing(holder, source)
    if existing and existing.is_valid_at(now):
        return existing
    if existing and existing.suspended_at:
        raise CertificateRefused("suspended")
    if not template.live:
        raise CertificateRefused("not_live")
    recorded = {name: evidence[name] for name in ("mode", "topics") if evidence and evidence.get(name)}
    words = {**says, "recipient": name_of(holder, language=template.language), "number": new_number()}
    words["facts"] = {**says.get("facts", {}), **recorded}
    statement = frozen(template=template, issued_at=now, **words)
    try:
        pictures = chosen(template)
    except CertificateTextError as error:
        raise CertificateRefused(error.code, **error.facts) from error
    certificate = Certificate(
        template=template,
        issued_at=now,
        expires_at=expiry(now, months=template.valid_months),
        issued_by=by,
        evidence={**(evidence or {}), "design": template.live_revision_id},
        supersedes=existing,
        **_held_by(holder),
        **source,
    )
    try:
        return put(certificate, statement, pictures, by=by, follow=follow)
    except IntegrityError:
        if winner := standing(holder, source):
            return winner
        raise


def _held_by(holder):
    return {"organization" if isinstance(holder, Organization) else "person": holder}


def standing(holder, source):
    """The certificate of ``holder`` that is neither revoked nor replaced, though it may have expired; or None."""
    return Certificate.objects.valid().filter(**_held_by(holder), **source).first()


def put(certificate, statement, pictures, *, by, action="certificates.issue", follow=None):
    """Freeze the statement, draw it once, and write the certificate. Raises ``CertificateRefused``.

    ``follow`` is told the certificate and its PDF, and has them handed to ``follow_up`` in the same transaction.
    """
    try:
        statement = {"panel": needs_panel(pictures, statement), **statement, "pictures": digests(pictures)}
        pdf = draw(statement, pictures)
    except CertificateTextError as error:
        raise CertificateRefused(error.code, **error.facts) from error
    certificate.number, certificate.statement = statement["number"], statement
    certificate.pdf_sha256, certificate.pdf_size = fingerprint(pdf), len(pdf)
    with transaction.atomic():
        _write(certificate, pictures, by=by, action=action)
        if follow:
            follow((certificate, pdf))
        else:
            follow_up([(certificate, pdf)])
    return certificate


def follow_up(issued):
    """Of each of these certificates with their PDFs: the signature, the mail, and once all is committed the file.

    What fails then is made good by the round.
    """
    for certificate, _pdf in issued:
        ask_for_signature(certificate)
    send_certificates.enqueue([certificate.pk for certificate, _pdf in issued])
    transaction.on_commit(lambda: keep_pdfs(issued), robust=True)


def _write(certificate, pictures, *, by, action):
    """The row and all that hangs on it, or nothing; the file follows from the row.

    What waited is taken away first: whoever settles it holds its lock, so nobody waits for each other in a circle.
    """
    rule = {f"rule__{field}": value for field, value in certificate.source.items()}
    if certificate.person_id:
        PendingCertificate.objects.filter(person=certificate.person_id, **rule).delete()
    if former := certificate.supersedes:
        left = Certificate.objects.valid().filter(pk=former.pk).update(superseded_at=certificate.issued_at)
        if not left:
            raise CertificateRefused("not_valid")
    certificate.save(force_insert=True)
    keep(pictures)
    log(certificate, action, user=by, data={"number": certificate.number})
