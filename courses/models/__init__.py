from .admission import Application, CohortQuestion, InvitationLink
from .bank import BankQuestion, QuestionCategory
from .cohorts import Cohort, CohortSession
from .lists import EnrollmentList, ListedPerson
from .pages import CatalogPage, CoursePage, LessonPage, ModulePage
from .question_imports import QuestionImport
from .quizzes import QuizDraw, QuizPage
from .records import Enrollment, LessonCompletion, QuizAnswer, QuizAttempt

__all__ = [
    "Application",
    "BankQuestion",
    "CatalogPage",
    "Cohort",
    "CohortQuestion",
    "CohortSession",
    "CoursePage",
    "Enrollment",
    "EnrollmentList",
    "InvitationLink",
    "LessonCompletion",
    "LessonPage",
    "ListedPerson",
    "ModulePage",
    "QuestionCategory",
    "QuestionImport",
    "QuizAnswer",
    "QuizAttempt",
    "QuizDraw",
    "QuizPage",
]
