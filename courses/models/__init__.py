from .admission import Application, CohortQuestion, InvitationLink
from .allotments import Nominee, SeatAllotment
from .assignments import AssignmentDue, AssignmentPage, Criterion, Level
from .bank import BankQuestion, QuestionCategory
from .cohorts import Cohort, CohortSession
from .deadlines import Deadline
from .discussion import Digest, DigestRefusal, Post, PostReport
from .extensions import Extension
from .grades import GradeOverride
from .lists import EnrollmentList, ListedPerson
from .messages import CohortMessage, MessageCopy
from .notes import Note
from .openings import Opening, OpeningRule
from .pages import CatalogPage, CoursePage, LessonPage, ModulePage
from .parcels import CourseImport
from .peer_reviews import PeerReview
from .prerequisites import Prerequisite, PrerequisiteWaiver
from .programmes import ProgrammeCompletion, ProgrammeCourse, ProgrammePage
from .question_imports import QuestionImport
from .queue import QueuePlace
from .quizzes import QuizDraw, QuizPage
from .records import Enrollment, LessonCompletion, LessonOpening, QuizAnswer, QuizAttempt
from .submissions import Mark, Submission, SubmissionFile

__all__ = [
    "Application",
    "AssignmentDue",
    "AssignmentPage",
    "BankQuestion",
    "CatalogPage",
    "Cohort",
    "CohortMessage",
    "CohortQuestion",
    "CohortSession",
    "CourseImport",
    "CoursePage",
    "Criterion",
    "Deadline",
    "Digest",
    "DigestRefusal",
    "Enrollment",
    "EnrollmentList",
    "Extension",
    "GradeOverride",
    "InvitationLink",
    "LessonCompletion",
    "LessonOpening",
    "LessonPage",
    "Level",
    "ListedPerson",
    "Mark",
    "MessageCopy",
    "ModulePage",
    "Nominee",
    "Note",
    "Opening",
    "OpeningRule",
    "PeerReview",
    "Post",
    "PostReport",
    "Prerequisite",
    "PrerequisiteWaiver",
    "ProgrammeCompletion",
    "ProgrammeCourse",
    "ProgrammePage",
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
