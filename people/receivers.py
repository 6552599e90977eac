"""What follows from a confirmed address."""

from allauth.account.signals import email_confirmed
from django.dispatch import receiver

from .accounts import link_person


@receiver(email_confirmed)
def link_person_to_account(sender, email_address, **kwargs):
    if email_address.primary or email_address.email.lower() == email_address.user.email.lower():
        link_person(user=email_address.user)
