"""What follows from a confirmed address, and from another main address."""

from allauth.account.signals import email_changed, email_confirmed
from django.dispatch import receiver

from .accounts import follow_address, link_person


@receiver(email_confirmed)
def link_person_to_account(sender, email_address, **kwargs):
    if email_address.primary or email_address.email.lower() == email_address.user.email.lower():
        link_person(user=email_address.user)


@receiver(email_changed)
def move_letters_to_new_address(sender, user, to_email_address, **kwargs):
    if to_email_address.verified:
        follow_address(user=user, email=to_email_address.email)
