from .assignments import AssignmentDue, AssignmentPage, Criterion, Level
from .cohorts import Cohort, CohortSession
from .pages import CatalogPage, CoursePage, LessonPage, ModulePage
from .quizzes import Choice, Question, QuizPage
from .records import Enrollment, LessonCompletion, QuizAnswer, QuizAttempt
from .submissions import Mark, Submission, SubmissionFile

__all__ = [
    "AssignmentDue",
    "AssignmentPage",
    "CatalogPage",
    "Choice",
    "Cohort",
    "CohortSession",
    "CoursePage",
    "Criterion",
    "Enrollment",
    "LessonCompletion",
    "LessonPage",
    "Level",
    "Mark",
    "ModulePage",
    "Question",
    "QuizAnswer",
    "QuizAttempt",
    "QuizPage",
    "Submission",
    "SubmissionFile",
]
