from .bank import BankQuestion, QuestionCategory
from .cohorts import Cohort, CohortSession
from .pages import CatalogPage, CoursePage, LessonPage, ModulePage
from .question_imports import QuestionImport
from .quizzes import QuizDraw, QuizPage
from .records import Enrollment, LessonCompletion, QuizAnswer, QuizAttempt

__all__ = [
    "BankQuestion",
    "CatalogPage",
    "Cohort",
    "CohortSession",
    "CoursePage",
    "Enrollment",
    "LessonCompletion",
    "LessonPage",
    "ModulePage",
    "QuestionCategory",
    "QuestionImport",
    "QuizAnswer",
    "QuizAttempt",
    "QuizDraw",
    "QuizPage",
]
