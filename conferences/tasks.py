"""Background work of programmes; each task may run twice and takes keys, not rows."""

from django.utils import timezone
from django_tasks import task


@task()
def send_notice(pk):
    """Tell one person of a release."""
    from .mails import send  # noqa: PLC0415 -- the verb that enqueues imports this module

    send(pk, now=timezone.now())


@task()
def send_speaker_invitation(pk):
    """Ask a speaker to complete their card."""
    from .cards.mails import send  # noqa: PLC0415 -- the verb that enqueues imports this module

    send(pk)


@task()
def send_proposal_mail(pk):
    """Tell a proposer how their proposal stands."""
    from .proposals.mails import send  # noqa: PLC0415 -- the verbs that enqueue import this module

    send(pk)


@task()
def forget_proposals():
    """The sweep: erase proposals that came into no programme."""
    from .proposals.forgetting import erase_proposals  # noqa: PLC0415 -- as above

    return erase_proposals(now=timezone.now())
