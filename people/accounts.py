"""How an account and a person meet: on a *confirmed* e-mail address, never on a claimed one."""

from allauth.account.adapter import DefaultAccountAdapter
from django.core.exceptions import PermissionDenied
from django.core.mail import EmailMultiAlternatives
from django.db import transaction
from django.utils import timezone

from .models import Person
from .tasks import send_account_mail


@transaction.atomic
def link_person(*, user, now=None):
    """Return the ``Person`` of ``user``, finding one by the account's confirmed address or making one.

    Someone whom a coordinator wrote down on paper keeps that history once the same address is confirmed.
    The caller vouches that ``user.email`` is confirmed, and that signing up asked for consent.
    """
    now = now or timezone.now()
    if existing := Person.objects.filter(user=user).first():
        return existing
    known = Person.objects.select_for_update().filter(email__iexact=user.email, user__isnull=True).first()
    if known:
        known.user, known.consented_at = user, known.consented_at or now
        known.save(update_fields=["user", "consented_at"])
        return known
    full_name = user.get_full_name() or user.email.partition("@")[0]
    return Person.objects.create(
        user=user,
        legal_name=full_name,
        display_name=public_name(first=user.first_name, last=user.last_name) or full_name,
        email=user.email,
        consented_at=now,
    )


def write_down(*, name, email, **more):
    """A new person without an account, by the name on paper or in a form; ``more`` are fields of ``Person``.

    Two at once with one address are one person: the address is unique.
    """
    first, _space, last = name.partition(" ")
    said = {"legal_name": name, "display_name": public_name(first=first, last=last)[:80], "email": email, **more}
    if not email:
        return Person.objects.create(**said)
    return Person.objects.get_or_create(email__iexact=email, defaults=said)[0]


@transaction.atomic
def follow_address(*, user, email):
    """Letters go to the account's main address. One that another person has stays theirs: a coordinator decides."""
    if not Person.objects.filter(email__iexact=email).exclude(user=user).exists():
        Person.objects.filter(user=user).update(email=email)


def public_name(*, first, last):
    """«Олена К.»: what a room or a list shows until the person chooses otherwise."""
    return f"{first} {last[:1]}." if first and last else first or last


def person_of(user):
    """The person behind a signed-in account, or None."""
    return getattr(user, "person", None) if user.is_authenticated else None


def person_for(request):
    """The person behind the account of ``request``; ``PermissionDenied`` where no e-mail is confirmed yet."""
    person = person_of(request.user)
    if person is None:
        raise PermissionDenied
    return person


class SchoolAccountAdapter(DefaultAccountAdapter):
    """allauth's rules; its mails leave through a task, so that a dead mail server never breaks a form."""

    def render_mail(self, template_prefix, email, context, headers=None):
        return QueuedMail.of(super().render_mail(template_prefix, email, context, headers))


class QueuedMail(EmailMultiAlternatives):
    """A message whose ``send`` hands it to the cluster, which tries again when the mail server does not answer."""

    @classmethod
    def of(cls, message):
        return cls(
            subject=message.subject,
            body=message.body,
            to=message.to,
            alternatives=getattr(message, "alternatives", None),
        )

    def send(self, fail_silently=False):
        html = next((part.content for part in self.alternatives), "")
        send_account_mail.enqueue(subject=self.subject, text=self.body, html=html, to=list(self.to))
        return 1
