from .admission import Application, CohortQuestion, InvitationLink
from .cohorts import Cohort, CohortSession
from .lists import EnrollmentList, ListedPerson
from .pages import CatalogPage, CoursePage, LessonPage, ModulePage
from .quizzes import Choice, Question, QuizPage
from .records import Enrollment, LessonCompletion, QuizAnswer, QuizAttempt

__all__ = [
    "Application",
    "CatalogPage",
    "Choice",
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
    "Question",
    "QuizAnswer",
    "QuizAttempt",
    "QuizPage",
]
