from django.urls import path

from . import marking_views, trainer_views, views
from .admission import application_views, link_views, list_views, queue_views, seat_views
from .assignments import marking_views as submissions
from .assignments import serving as assignments
from .discussion import steps as posts
from .discussion import views as discussion
from .gradebook import own_views
from .gradebook import views as gradebook
from .messages import views as cohort_messages
from .notes import views as notes
from .peers import views as peers

urlpatterns = [
    path("enrol/<int:pk>/", views.enroll, name="enroll"),
    path("enrol/<int:pk>/withdraw/", views.withdraw, name="withdraw"),
    path("enrol/<int:pk>/apply/", application_views.application, name="application"),
    path("enrol/<int:pk>/apply/withdraw/", application_views.take_application_back, name="application_withdraw"),
    path("enrol/<int:pk>/queue/", queue_views.queue, name="queue"),
    path("enrol/<int:pk>/queue/leave/", queue_views.leave, name="queue_leave"),
    path("i/<str:key>/", link_views.invitation, name="invitation_link"),
    path("n/<str:key>/", seat_views.nomination, name="nomination"),
    path("my/organizations/", seat_views.allotments, name="allotments"),
    path("my/organizations/<int:pk>/", seat_views.allotment, name="allotment"),
    path("my/organizations/<int:pk>/<int:number>/", seat_views.replace, name="nominee_replace"),
    path("my/organizations/<int:pk>/<int:number>/take-back/", seat_views.take_back, name="nominee_take_back"),
    path("lessons/<int:pk>/done/", views.lesson_done, name="lesson_done"),
    path("feeds/courses/<int:pk>/<slug:slug>.ics", views.course_feed, name="feed_course"),
    path("feeds/cohorts/<int:pk>/<slug:slug>.ics", views.cohort_feed, name="feed_cohort"),
    path("t/marking/", marking_views.queue, name="quiz_marking"),
    path("t/marking/<int:pk>/", marking_views.mark, name="quiz_mark"),
    path("t/quizzes/<int:pk>/", marking_views.statistics, name="quiz_statistics"),
    path("submissions/files/<int:pk>/", assignments.submission_file, name="submission_file"),
    path("t/submissions/", submissions.queue, name="submissions"),
    path("t/submissions/<int:pk>/", submissions.marking, name="submission_mark"),
    path("my/reviews/", peers.my_reviews, name="my_reviews"),
    path("my/reviews/<int:pk>/", peers.review, name="peer_review"),
    path("my/reviews/<int:pk>/files/<int:number>/", peers.review_file, name="peer_review_file"),
    path("t/reviews/<int:pk>/hide/", peers.hide, name="peer_review_hide"),
    path("lessons/<int:pk>/questions/", discussion.lesson_questions, name="lesson_questions"),
    path("courses/<int:pk>/questions/", discussion.course_questions, name="course_questions"),
    path("questions/<int:pk>/", discussion.question, name="question"),
    path("questions/<int:pk>/own/", posts.own, name="post_own"),
    path("questions/<int:pk>/report/", posts.reporting, name="post_report"),
    path("questions/<int:pk>/moderate/", posts.moderating, name="post_moderate"),
    path("questions/<int:pk>/confirm/", posts.confirming, name="answer_confirm"),
    path("my/questions/", discussion.my_questions, name="my_questions"),
    path("mails/<str:key>/", discussion.digest_choice, name="digest_choice"),
    path("lessons/<int:pk>/note/", notes.lesson_note, name="lesson_note"),
    path("my/notes/", notes.my_notes, name="my_notes"),
    path("my/notes/<int:pk>/", notes.notes_file, name="notes_file"),
    path("t/questions/", posts.trainer_questions, name="trainer_questions"),
    path("t/grades/<int:pk>/", gradebook.gradebook, name="gradebook"),
    path("t/grades/<int:pk>/grades.<str:kind>", gradebook.download, name="gradebook_file"),
    path("t/grades/<int:pk>/<int:person>/<int:item>/", gradebook.grade, name="grade"),
    path("my/marks/<int:pk>/", own_views.my_marks, name="my_marks"),
    path("t/", trainer_views.home, name="trainer_home"),
    path("t/<int:pk>/", trainer_views.cohort, name="trainer_cohort"),
    path("t/<int:pk>/message/", cohort_messages.message, name="cohort_message"),
    path("t/<int:pk>/people/<int:number>/", trainer_views.person, name="trainer_person"),
    path("t/<int:pk>/lists/", list_views.lists, name="enrollment_lists"),
    path("t/<int:pk>/lists/<int:number>/", list_views.one_list, name="enrollment_list"),
    path("t/<int:pk>/lists/<int:number>/<slug:name>/", list_views.step, name="enrollment_list_step"),
]
