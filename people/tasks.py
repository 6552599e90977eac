"""Background work of people and accounts."""

from django.core.mail import EmailMultiAlternatives
from django_tasks import task


@task()
def send_account_mail(*, subject, text, html, to):
    """Send one account mail; the cluster tries again when the mail server does not answer."""
    message = EmailMultiAlternatives(subject=subject, body=text, to=to)
    if html:
        message.attach_alternative(html, "text/html")
    message.send()
