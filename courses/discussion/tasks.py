"""Background work of discussions. Verbs import this module, so what tasks call is imported when they run."""

from django.utils import timezone
from django_tasks import task

from courses.models import Digest, Post

from .emails import hidden_mail


@task()
def send_hidden(post_pk):
    """Tell the author that their words are hidden, and why, unless they are shown again."""
    posts = Post.objects.standing().filter(hidden_at__isnull=False).exclude(person__email="")
    if post := posts.select_related("person", "lesson__locale").filter(pk=post_pk).first():
        hidden_mail(post).send()


@task()
def leave_digests():
    """The sweep: from eight in the morning on, one mail a day for each person and course with news."""
    from .digests import leave_due  # noqa: PLC0415 -- see the module's docstring

    return leave_due(now=timezone.now())


@task()
def send_digest(digest_pk):
    """Send one daily mail, unless another worker has."""
    from .digests import send  # noqa: PLC0415 -- see the module's docstring

    digest = Digest.objects.select_related("person", "course__locale").get(pk=digest_pk)
    return send(digest, now=timezone.now())
