"""Ask, answer, change one's own words for a while, take them back. Who may is asked before, by ``access``."""

from datetime import timedelta

from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from courses.exceptions import PostRefused
from courses.models import Post
from people.models import Person

CHANGED_WITHIN = timedelta(hours=1)
DAY = timedelta(days=1)
MOST_A_DAY = 20  # questions and answers of one person; trainers have no limit


def ask(*, person, lesson, text, now):
    """Ask about ``lesson``; the same words again within a day are the same question. Raises ``PostRefused``."""
    return _post(person=person, lesson=lesson, question=None, text=text, by_trainer=False, now=now)


@transaction.atomic
def answer(*, person, question, text, by_trainer, now):
    """Answer ``question``; ``by_trainer`` is whether a trainer's word stands behind it. Raises ``PostRefused``."""
    question = Post.objects.locked(question.pk)
    if question.withdrawn_at:
        raise PostRefused(_("This question was taken back meanwhile."))
    if question.hidden_at:
        raise PostRefused(_("This question is hidden now."))
    what = {"lesson": question.lesson, "question": question, "by_trainer": by_trainer}
    return _post(person=person, text=text, now=now, **what)


@transaction.atomic
def _post(*, person, lesson, question, text, by_trainer, now):
    """The person's row is held, so that two clicks are one post and the limit of a day holds."""
    Person.objects.select_for_update(no_key=True).get(pk=person.pk)
    today = Post.objects.filter(person=person, posted_at__gt=now - DAY)
    if twin := today.standing().filter(lesson=lesson, question=question, text=text).first():
        return twin
    if not by_trainer and today.count() >= MOST_A_DAY:
        raise PostRefused(_("That is enough for a day. Write again tomorrow."))
    post = Post.objects.create(
        person=person, lesson=lesson, question=question, text=text, by_trainer=by_trainer, posted_at=now
    )
    log(post, "courses.post.ask" if post.is_question else "courses.post.answer", user=person.user)
    return post


def refusal_to_change(post, *, now):
    """Why its author cannot change ``post`` any more, in words; empty when they can."""
    if post.hidden_at:
        return _("This is hidden now, so it cannot be changed.")
    if now > post.posted_at + CHANGED_WITHIN:
        return _("One’s words can be changed for an hour. Write another answer instead.")
    if post.is_question and post.answers.shown().exclude(person=post.person_id).exists():
        return _("Somebody has answered already, so the question stays as it is.")
    if post.confirmed_at:
        return _("A trainer has confirmed this answer, so it stays as it is.")
    return ""


@transaction.atomic
def change(*, post, text, now):
    """Put ``text`` in the place of what its author wrote. Raises ``PostRefused``."""
    post = _own(post)
    if refusal := refusal_to_change(post, now=now):
        raise PostRefused(refusal)
    if post.text != text:
        post.text, post.edited_at = text, now
        post.save(update_fields=["text", "edited_at"])
        log(post, "courses.post.change", user=post.person.user)
    return post


@transaction.atomic
def take_back(*, post, now):
    """Erase the words of ``post`` for good, whenever its author wishes; answers of others stay. Twice is once."""
    post = Post.objects.locked(post.pk)
    if post.withdrawn_at is None:
        post.text, post.withdrawn_at = "", now
        post.save(update_fields=["text", "withdrawn_at"])
        post.reports.filter(settled_at=None).update(settled_at=now)
        log(post, "courses.post.take_back", user=post.person.user)
    return post


def _own(post):
    post = Post.objects.locked(post.pk)
    if post.withdrawn_at:
        raise PostRefused(_("This was taken back already."))
    return post
