from django.urls import path

from . import marking_views, trainer_views, views
from .admission import application_views, link_views, list_views
from .assignments import marking_views as submissions
from .assignments import serving as assignments
from .gradebook import own_views
from .gradebook import views as gradebook

urlpatterns = [
    path("enrol/<int:pk>/", views.enroll, name="enroll"),
    path("enrol/<int:pk>/withdraw/", views.withdraw, name="withdraw"),
    path("enrol/<int:pk>/apply/", application_views.application, name="application"),
    path("enrol/<int:pk>/apply/withdraw/", application_views.take_application_back, name="application_withdraw"),
    path("i/<str:key>/", link_views.invitation, name="invitation_link"),
    path("lessons/<int:pk>/done/", views.lesson_done, name="lesson_done"),
    path("feeds/courses/<int:pk>/<slug:slug>.ics", views.course_feed, name="feed_course"),
    path("t/marking/", marking_views.queue, name="quiz_marking"),
    path("t/marking/<int:pk>/", marking_views.mark, name="quiz_mark"),
    path("t/quizzes/<int:pk>/", marking_views.statistics, name="quiz_statistics"),
    path("submissions/files/<int:pk>/", assignments.submission_file, name="submission_file"),
    path("t/submissions/", submissions.queue, name="submissions"),
    path("t/submissions/<int:pk>/", submissions.marking, name="submission_mark"),
    path("t/grades/<int:pk>/", gradebook.gradebook, name="gradebook"),
    path("t/grades/<int:pk>/grades.<str:kind>", gradebook.download, name="gradebook_file"),
    path("t/grades/<int:pk>/<int:person>/<int:item>/", gradebook.grade, name="grade"),
    path("my/marks/<int:pk>/", own_views.my_marks, name="my_marks"),
    path("t/", trainer_views.home, name="trainer_home"),
    path("t/<int:pk>/", trainer_views.cohort, name="trainer_cohort"),
    path("t/<int:pk>/lists/", list_views.lists, name="enrollment_lists"),
    path("t/<int:pk>/lists/<int:number>/", list_views.one_list, name="enrollment_list"),
    path("t/<int:pk>/lists/<int:number>/<slug:name>/", list_views.step, name="enrollment_list_step"),
]
