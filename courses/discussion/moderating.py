"""Keep a discussion in order: report, hide with a reason, show again, leave it; and a trainer's word on an answer."""

from datetime import timedelta

from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from courses.exceptions import PostRefused
from courses.models import Post, PostReport
from people.models import Person

from .tasks import send_hidden

DAY = timedelta(days=1)
MOST_REPORTS_A_DAY = 10


@transaction.atomic
def report(*, post, person, reason, now):
    """Tell the trainers that ``post`` should not stand there, once a person. Raises ``PostRefused``."""
    Person.objects.select_for_update(no_key=True).get(pk=person.pk)
    if post.person_id == person.pk:
        raise PostRefused(_("These are your own words: take them back instead."))
    if known := PostReport.objects.filter(post=post, person=person).first():
        return known
    if person.post_reports.filter(reported_at__gt=now - DAY).count() >= MOST_REPORTS_A_DAY:
        raise PostRefused(_("That is enough for a day. Write to the trainer of the course instead."))
    made = PostReport.objects.create(post=post, person=person, reason=reason, reported_at=now)
    log(post, "courses.post.report", user=person.user)
    return made


@transaction.atomic
def hide(*, post, by, reason, now):
    """Only its author and the trainers see ``post`` from now on, with the ``reason``. Hidden twice is hidden once."""
    post = Post.objects.locked(post.pk)
    if post.withdrawn_at:
        raise PostRefused(_("This was taken back already."))
    if post.hidden_at is None:
        post.hidden_at, post.hidden_reason, post.hidden_by = now, reason, by
        post.save(update_fields=["hidden_at", "hidden_reason", "hidden_by"])
        _settle(post, now=now)
        log(post, "courses.post.hide", user=by, data={"reason": reason})
        send_hidden.enqueue(post.pk)
    return post


@transaction.atomic
def show_again(*, post, by):
    """Everybody who reads the discussion sees ``post`` again."""
    post = Post.objects.locked(post.pk)
    if post.hidden_at:
        post.hidden_at, post.hidden_reason, post.hidden_by = None, "", None
        post.save(update_fields=["hidden_at", "hidden_reason", "hidden_by"])
        log(post, "courses.post.show", user=by)
    return post


@transaction.atomic
def keep(*, post, by, now):
    """It stays as it is: the reports of it are settled."""
    post = Post.objects.locked(post.pk)
    if _settle(post, now=now):
        log(post, "courses.post.keep", user=by)
    return post


def _settle(post, *, now):
    return post.reports.filter(settled_at=None).update(settled_at=now)


@transaction.atomic
def confirm(*, post, by, confirmed, now):
    """A trainer stands behind the answer ``post``, or does so no longer. Raises ``PostRefused`` for what is hidden."""
    post = Post.objects.locked(post.pk)
    if post.withdrawn_at or post.hidden_at:
        raise PostRefused(_("This answer is not shown any more."))
    if confirmed != bool(post.confirmed_at):
        post.confirmed_at = now if confirmed else None
        post.save(update_fields=["confirmed_at"])
        log(post, "courses.post.confirm" if confirmed else "courses.post.unconfirm", user=by)
    return post
