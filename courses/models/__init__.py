from .admission import Application, CohortQuestion, InvitationLink
from .assignments import AssignmentDue, AssignmentPage, Criterion, Level
from .bank import BankQuestion, QuestionCategory
from .cohorts import Cohort, CohortSession
from .grades import GradeOverride
from .lists import EnrollmentList, ListedPerson
from .pages import CatalogPage, CoursePage, LessonPage, ModulePage
from .question_imports import QuestionImport
from .quizzes import QuizDraw, QuizPage
from .records import Enrollment, LessonCompletion, QuizAnswer, QuizAttempt
from .submissions import Mark, Submission, SubmissionFile

__all__ = [
    "Application",
    "AssignmentDue",
    "AssignmentPage",
    "BankQuestion",
    "CatalogPage",
    "Cohort",
    "CohortQuestion",
    "CohortSession",
    "CoursePage",
    "Criterion",
    "Enrollment",
    "EnrollmentList",
    "GradeOverride",
    "InvitationLink",
    "LessonCompletion",
    "LessonPage",
    "Level",
    "ListedPerson",
    "Mark",
    "ModulePage",
    "QuestionCategory",
    "QuestionImport",
    "QuizAnswer",
    "QuizAttempt",
    "QuizDraw",
    "QuizPage",
    "Submission",
    "SubmissionFile",
]
