from .admission import Application, CohortQuestion, InvitationLink
from .allotments import Nominee, SeatAllotment
from .assignments import AssignmentDue, AssignmentPage, Criterion, Level
from .bank import BankQuestion, QuestionCategory
from .cohorts import Cohort, CohortSession
from .deadlines import Deadline
from .discussion import Digest, DigestRefusal, Post, PostReport
from .grades import GradeOverride
from .lists import EnrollmentList, ListedPerson
from .notes import Note
from .pages import CatalogPage, CoursePage, LessonPage, ModulePage
from .peer_reviews import PeerReview
from .question_imports import QuestionImport
from .queue import QueuePlace
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
    "Deadline",
    "Digest",
    "DigestRefusal",
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
    "Nominee",
    "Note",
    "PeerReview",
    "Post",
    "PostReport",
    "QuestionCategory",
    "QuestionImport",
    "QueuePlace",
    "QuizAnswer",
    "QuizAttempt",
    "QuizDraw",
    "QuizPage",
    "SeatAllotment",
    "Submission",
    "SubmissionFile",
]
