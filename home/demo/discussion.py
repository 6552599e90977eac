"""Questions under the lessons of the demo school – answered, confirmed, open, one answer reported – and notes."""

from datetime import timedelta

from courses.discussion.moderating import confirm, report
from courses.discussion.posting import answer, ask
from courses.models import Cohort, CoursePage, LessonPage
from courses.notes.saving import save_note

from .reading import read


def build_discussion(*, participant, trainer, now):
    """What ``discussion.toml`` says was asked and answered so long ago."""
    text = read("discussion.toml")
    for asked in text["question"]:
        cohort = Cohort.objects.get(course__slug=text["course"], number=asked["cohort"])
        people = [row.person for row in cohort.enrollments.select_related("person").order_by("pk")]
        others = [person for person in people if person != participant]
        lesson = LessonPage.objects.descendant_of(cohort.course).get(slug=asked["lesson"])
        moment = now - timedelta(days=asked["days"])
        author = others[asked["who"]] if "who" in asked else participant
        question = ask(person=author, lesson=lesson, text=asked["text"].strip(), now=moment)
        for given in asked.get("answer", []):
            who = others[given["who"]] if "who" in given else trainer
            post = reply(question, given, author=who, trainer=trainer)
            if "reported" in given:
                report(post=post, person=participant, reason=given["reported"], now=post.posted_at)


def build_notes(*, participant, now):
    """What the participant wrote down, and where she wants to go on."""
    text = read("discussion.toml")
    lessons = LessonPage.objects.descendant_of(CoursePage.objects.get(slug=text["course"]))
    for row in text["note"]:
        what = {"text": row["text"].strip(), "bookmarked": row.get("bookmarked", False), "version": None}
        lesson = lessons.get(slug=row["lesson"])
        save_note(person=participant, lesson=lesson, now=now - timedelta(days=row["days"]), **what)


def reply(question, given, *, author, trainer):
    moment = question.posted_at + timedelta(hours=given["hours"])
    words = {"text": given["text"].strip(), "by_trainer": author == trainer}
    post = answer(person=author, question=question, now=moment, **words)
    if given.get("confirmed"):
        confirm(post=post, by=trainer.user, confirmed=True, now=moment)
    return post
