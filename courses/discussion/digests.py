"""The daily mail of a course: answers to who takes part in a question; to who teaches it, questions and work that wait.

A sweep leaves one ``Digest`` for each person, course and day, which a constraint keeps the only one; its task takes it
before the mail leaves: rather none than two. What a lost one would have said comes the next day.
"""

from dataclasses import dataclass
from datetime import datetime, time, timedelta

from django.contrib.auth.models import AnonymousUser
from django.core.mail import get_connection
from django.db import transaction
from django.db.models import Max, Q

from calendars.kyiv import KYIV
from courses.models import CoursePage, Digest, DigestRefusal, Post, QuizAttempt, Submission
from courses.to_mark import Waiting, waiting_for
from people.mail_wishes import MailWish
from people.models import Person

from .access import above, discussed_lessons
from .emails import digest_mail
from .tasks import send_digest

MORNING = time(8)  # Kyiv's clock: what was written until then goes out from then on
LOOK_BACK = timedelta(days=3)  # older than that is no news, whatever went wrong meanwhile

_wish = MailWish(DigestRefusal, salt="courses.digest")
wants_digests, choose_digests = _wish.wanted_by, _wish.choose
key_of, person_behind = _wish.key_of, _wish.person_behind


@dataclass(frozen=True)
class News:
    """Answers of others to questions that one asked or answered; for trainers also the questions and work that wait.

    Work is news when some of it came since the last mail; then all that waits is told.
    """

    answers: list
    questions: list
    waiting: Waiting
    has_new_work: bool

    def __bool__(self):
        return bool(self.answers or self.questions or self.has_new_work)


def news_of(*, person, course, since, until):
    """What ``person`` has not been told of, as far as they may read it now."""
    lessons = discussed_lessons(person.user or AnonymousUser()).filter(path__startswith=course.path)
    fresh = Post.objects.shown().filter(lesson__in=lessons, posted_at__gt=since, posted_at__lte=until)
    fresh = fresh.exclude(person=person).select_related("person", "question", "lesson").order_by("posted_at", "pk")
    own = Post.objects.standing().answers().filter(person=person)
    followed = Q(question__person=person) | Q(question__in=own.values("question"))
    teaches = person.user is not None and course.trainer_rows.filter(speaker__person=person).exists()
    waiting = waiting_for(person.user, course=course, until=until) if teaches else Waiting()
    return News(
        list(fresh.answers().filter(followed, question__withdrawn_at__isnull=True)),
        list(fresh.unanswered()) if teaches else [],
        waiting,
        waiting.newest is not None and waiting.newest > since,
    )


def leave_due(*, now):
    """Leave the mails of this day; how many. Before the morning there is none, and a second sweep leaves nothing."""
    until = datetime.combine(now.astimezone(KYIV).date(), MORNING, tzinfo=KYIV)
    if now < until:
        return 0
    recent = Post.objects.shown().filter(posted_at__gt=until - LOOK_BACK, posted_at__lte=until).order_by()
    works = Submission.objects.to_be_marked().filter(submitted_at__gt=until - LOOK_BACK, submitted_at__lte=until)
    essays = QuizAttempt.objects.to_mark().filter(finished_at__gt=until - LOOK_BACK, finished_at__lte=until)
    paths = courses_of(recent, "lesson") | courses_of(works, "assignment") | courses_of(essays, "quiz")
    return sum(
        leave(person=person, course=course, until=until)
        for course in CoursePage.objects.live().filter(path__in=paths)
        for person in audience(course, recent.filter(lesson__path__startswith=course.path), day=until.date())
    )


def courses_of(rows, step):
    """Paths of the courses in which ``rows`` are; ``step`` is their field for the page."""
    found = rows.order_by().annotate(course_path=above(f"{step}__path", steps=2))
    return set(found.values_list("course_path", flat=True))


def audience(course, recent, *, day):
    """Whom ``recent`` posts may concern: who took part in their questions, and the trainers; not who was told today."""
    threads = recent.answers().values("question")
    took_part = Post.objects.standing().filter(Q(pk__in=threads) | Q(question__in=threads))
    trainers = course.trainer_rows.values("speaker__person")
    people = Person.objects.filter(Q(pk__in=took_part.values("person")) | Q(pk__in=trainers))
    told = Digest.objects.filter(course=course, day=day).values("person")
    return people.filter(digest_refusal=None).exclude(email="").exclude(pk__in=told).select_related("user")


@transaction.atomic
def leave(*, person, course, until):
    """One digest with its task, if there is something to tell; whether it was left now."""
    last = Digest.objects.filter(person=person, course=course, taken_at__isnull=False).aggregate(last=Max("until"))
    since = max(last["last"] or until - LOOK_BACK, until - LOOK_BACK)
    if since >= until or not news_of(person=person, course=course, since=since, until=until):
        return False
    digest, made = Digest.objects.get_or_create(
        person=person, course=course, day=until.date(), defaults={"since": since, "until": until}
    )
    if made:
        send_digest.enqueue(digest.pk)
    return made


def send(digest, *, now):
    """Send it once; whether a mail left. A mail server that does not answer raises ``OSError``, and it waits."""
    person = digest.person
    connection = get_connection()
    connection.open()  # before it is taken: a dead server delays
    try:
        if not Digest.objects.filter(pk=digest.pk, taken_at=None).update(taken_at=now):
            return False
        news = news_of(person=person, course=digest.course, since=digest.since, until=digest.until)
        if not news or not person.email or not wants_digests(person):
            return False
        return bool(connection.send_messages([digest_mail(digest, news, key=key_of(person))]))
    finally:
        connection.close()
