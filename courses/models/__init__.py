from .cohorts import Cohort, CohortSession
from .pages import CatalogPage, CoursePage, LessonPage, ModulePage
from .quizzes import Choice, Question, QuizPage
from .records import Enrollment, LessonCompletion, QuizAnswer, QuizAttempt

__all__ = [
    "CatalogPage",
    "Choice",
    "Cohort",
    "CohortSession",
    "CoursePage",
    "Enrollment",
    "LessonCompletion",
    "LessonPage",
    "ModulePage",
    "Question",
    "QuizAnswer",
    "QuizAttempt",
    "QuizPage",
]
