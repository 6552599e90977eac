"""Cohorts of the courses and what people did in them: enrolled, read, took quizzes – through the domain verbs."""

import random
from dataclasses import dataclass
from datetime import timedelta

from courses.enrollment import enroll
from courses.marking import essays_of, mark_attempt
from courses.models import Cohort, CohortQuestion, CohortSession, CoursePage, LessonPage, ModulePage, QuizPage
from courses.planning import plan_cohort
from courses.progress import complete_lesson
from courses.questions.codec import from_json
from courses.questions.marking import right_answer
from courses.quizzes import finish_attempt, save_answer, start_attempt
from webinars.models import EventPage

from .clock import MONDAY, moment, on_weekday, today
from .events import Crowd, build_session, gather
from .reading import read

KNOWS_BEFORE = 0.4  # of what is asked before the course
ESSAY = (
    "На вулиці Садовій немає освітлення, тому двадцять школярів узимку вертаються додому потемки. У додатку до рішення "
    "про бюджет є програма благоустрою, але нашої вулиці там немає. Просимо вас подати пропозицію до проєкту рішення: "
    "дванадцять ліхтарів разом із монтажем, 240 тисяч гривень."
)
PRAISE = "Є і цифра, і документ, і прохання, яке депутат може виконати. Починайте одразу з прохання: так коротше."
FINISHES = 0.7  # of those who were in a cohort that has ended
ENROLLS_AHEAD = timedelta(days=6)
CLOSES_AHEAD = timedelta(days=4)


@dataclass
class Path:
    """The steps of a course in their order."""

    lessons: list
    quizzes: list
    before: set  # keys of the quizzes that are taken before all lessons

    @classmethod
    def of(cls, course):
        return cls(
            list(LessonPage.objects.descendant_of(course).order_by("path")),
            list(QuizPage.objects.descendant_of(course).order_by("path")),
            set(QuizPage.objects.descendant_of(course).filter(post_tests__isnull=False).values_list("pk", flat=True)),
        )


def build_cohorts(people, *, participant, staff, now):
    """Every cohort of ``cohorts.toml``: planned, filled, its sessions held; who learned what until now."""
    courses = {course.slug: course for course in CoursePage.objects.all()}
    paths = {slug: Path.of(course) for slug, course in courses.items()}
    crowd = Crowd(people, "cohorts")
    for row in read("cohorts.toml")["cohort"]:
        chance = random.Random(f"{row['course']} {row['number']}")
        cohort = plan(courses[row["course"]], row, staff=staff, now=now)
        group = crowd.take(row["people"])
        if row.get("participant"):
            group[0] = participant
        for person in group:
            enroll(person=person, cohort=cohort, now=min(now, moment(cohort.starts_on, "09:00") - ENROLLS_AHEAD))
        for live in cohort.session_rows.select_related("session__event"):
            gather(live.session, group, chance=chance, now=now)
        study(cohort, group, paths[row["course"]], chance=chance, now=now)


def plan(course, row, *, staff, now):
    """The cohort of one table of the file, announced, with its live sessions."""
    starts = on_weekday(today(now) + timedelta(days=row["starts"]), MONDAY)
    cohort = Cohort(
        course=course,
        number=row["number"],
        state=Cohort.State.OPEN,
        starts_on=starts,
        ends_on=starts + timedelta(weeks=course.weeks) - timedelta(days=1),
        enroll_closes_at=moment(starts - CLOSES_AHEAD, "23:59"),
        seats=row["seats"],
        admission=row.get("admission", Cohort.Admission.OPEN),
    )
    cohort.questions = [
        CohortQuestion(sort_order=place, **asked) for place, asked in enumerate(row.get("questions", []))
    ]
    modules = list(ModulePage.objects.child_of(course).order_by("path"))
    for entry in row.get("session", []):
        event, day = EventPage.objects.get(slug=entry["event"]), starts + timedelta(days=entry["day"])
        session = build_session(event, entry, day=day, staff=staff, now=now)
        required = entry.get("required", True)
        cohort.session_rows.add(CohortSession(session=session, module=modules[entry["module"]], required=required))
    return plan_cohort(cohort=cohort, by=staff.user)


def study(cohort, group, path, *, chance, now):
    """Let the group read, a lesson a day: of an ended cohort most went all the way, of a running one nobody yet."""
    began, ended = moment(cohort.starts_on, "19:00"), cohort.ends_on < today(now)
    if now < began:
        return
    for place, person in enumerate(group):
        finishes = ended and (place == 0 or chance.random() < FINISHES)
        most = len(path.lessons) - 1 if ended else len(path.lessons) // 2
        steps = len(path.lessons) if finishes else most if place == 0 else chance.randint(1, most)
        for step, lesson in enumerate(path.lessons[:steps]):
            complete_lesson(person=person, lesson=lesson, now=min(now, began + timedelta(days=step)))
        read = path.lessons[steps - 1].path
        for quiz in path.quizzes:
            if quiz.pk in path.before:
                take_quiz(person, quiz, knows=KNOWS_BEFORE, chance=chance, now=min(now, began))
            elif finishes or quiz.path < read:
                attempt = take_quiz(person, quiz, chance=chance, now=min(now, began + timedelta(days=steps, hours=1)))
                if finishes and attempt.waits_for_mark:
                    mark(attempt, now=min(now, attempt.finished_at + timedelta(days=1)))


def take_quiz(person, quiz, *, chance, now, knows=1):
    """Answer rightly, as somebody who read the lessons would, or by chance what one does not know yet."""
    attempt = start_attempt(person=person, quiz=quiz, now=now, chance=chance)
    for position, entry in enumerate(attempt.snapshot):
        question = from_json(entry)
        given = right_answer(question) if chance.random() < knows else [chance.randrange(len(question.options))]
        given = ESSAY if question.kind == "essay" else given
        save_answer(attempt=attempt, person=person, position=position, given=given, now=now)
    return finish_attempt(attempt=attempt, person=person, now=now)


def mark(attempt, *, now):
    """A trainer gives all points."""
    marks = {answer.position: (question.points, PRAISE) for answer, question in essays_of(attempt)}
    mark_attempt(attempt=attempt, marks=marks, by=None, now=now)
