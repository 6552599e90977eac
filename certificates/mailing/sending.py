"""Mails leave, each to one address and recorded: what a mail server refuses for good is not tried again."""

from smtplib import SMTPDataError, SMTPRecipientsRefused

from django.utils import timezone

from certificates.emails import addressees, mail_about
from certificates.models import CertificateMail

from .marks import headers_of, sender_of
from .returning import came_back

ONCE = (CertificateMail.About.ISSUED, CertificateMail.About.EXPIRES)


def tell(certificate, about):
    """Send the mail ``about`` to everybody whom it is for and who has not had it; whether anybody has it by now.

    One who cannot be told now stops no other: what failed is raised when all were tried, so that the task is tried
    again. Who was told is not told twice.
    """
    before = certificate.mails.done_with().filter(about=about) if about in ONCE else ()
    had, told, failures = {mail.address: mail for mail in before}, False, []
    for person in addressees(certificate):
        if mail := had.get(person.email):
            told |= mail.bounced_at is None
            continue
        try:
            told |= _sent(certificate, person, about)
        except OSError as error:  # smtplib's own errors are OSErrors too
            failures.append(error)
    if failures:
        raise failures[0]
    return told


def _sent(certificate, person, about):
    """Whether the mail left; False if it was refused for good."""
    now = timezone.now()
    to = {"certificate": certificate, "person": person, "address": person.email, "about": about}
    mail, _made = CertificateMail.objects.get_or_create(
        **to, sent_at=None, bounced_at=None, defaults={"created_at": now}
    )
    message = mail_about(certificate, person, about)
    message.from_email, message.extra_headers = sender_of(mail.pk), headers_of(mail.pk)
    try:
        message.send()
    except (SMTPRecipientsRefused, SMTPDataError) as error:
        code, words = _answer(error)
        if code < 500:
            raise
        came_back(mail, status=str(code), reason=words, now=now)
        return False
    former = CertificateMail.objects.came_back().filter(certificate=certificate, person=person, about=about)
    former.update(settled_at=now)
    CertificateMail.objects.filter(pk=mail.pk).update(sent_at=now)
    return True


def _answer(error):
    """What the mail server said to the one recipient: its code (RFC 5321 §4.2.1) and its words."""
    answers = error.recipients.values() if isinstance(error, SMTPRecipientsRefused) else [error.args]
    code, words = next(iter(answers))
    return code, words.decode("utf-8", "replace") if isinstance(words, bytes) else str(words)
