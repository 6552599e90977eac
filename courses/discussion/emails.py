"""Mails about questions, in the person’s language. Answers stay behind the door: a mail cannot be hidden."""

from itertools import groupby

from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.utils.text import Truncator
from django.utils.translation import gettext, override

from people.addresses import absolute_reverse

WORDS_SHOWN = 20


def excerpt(text):
    """The first words, in one line."""
    return Truncator(" ".join(text.split())).words(WORDS_SHOWN, truncate=" …")


def question_address(pk, *, person):
    return absolute_reverse("question", pk, language=person.language)


def digest_mail(digest, news, *, key):
    """What is new in one course; ``key`` turns these mails off, by hand or by the button of a mail program."""
    person = digest.person
    with override(person.language):
        answered = groupby(sorted(news.answers, key=lambda post: post.question_id), key=lambda post: post.question)
        off = absolute_reverse("digest_choice", key, language=person.language)
        context = {
            "person": person,
            "course": digest.course,
            "answered": [line_of(question, list(answers), person=person) for question, answers in answered],
            "questions": [line_of(question, [question], person=person) for question in news.questions],
            "waiting": news.waiting,
            "works_url": absolute_reverse("submissions", language=person.language),
            "essays_url": absolute_reverse("quiz_marking", language=person.language),
            "off": off,
        }
        asked = bool(news.answers or news.questions)
        subject = gettext("Questions and answers: %(course)s") if asked else gettext("To be marked: %(course)s")
        subject %= {"course": digest.course.title}
        return EmailMessage(
            subject=" ".join(subject.split()),
            body=render_to_string("courses/emails/digest.txt", context).strip() + "\n",
            to=[person.email],
            headers={
                "List-Unsubscribe": f"<{off}>",
                "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
                "Auto-Submitted": "auto-generated",
            },
        )


def line_of(question, posts, *, person):
    """One question and who wrote."""
    names = dict.fromkeys(post.person.display_name for post in posts)
    return {
        "excerpt": excerpt(question.text),
        "names": ", ".join(names),
        "by_trainer": any(post.is_of_trainer for post in posts),
        "lesson": posts[0].lesson.title,
        "url": question_address(question.pk, person=person),
    }


def hidden_mail(post):
    """What was hidden, why, and where it still stands for its author."""
    person = post.person
    with override(person.language):
        context = {"post": post, "person": person, "url": question_address(post.thread_pk, person=person)}
        subject = gettext("Your words are hidden: %(lesson)s") % {"lesson": post.lesson.title}
        return EmailMessage(
            subject=" ".join(subject.split()),
            body=render_to_string("courses/emails/hidden.txt", context).strip() + "\n",
            to=[person.email],
        )
