from django.urls import path

from . import trainer_views, views
from .assignments import marking_views as submissions
from .assignments import serving as assignments

urlpatterns = [
    path("enrol/<int:pk>/", views.enroll, name="enroll"),
    path("enrol/<int:pk>/withdraw/", views.withdraw, name="withdraw"),
    path("lessons/<int:pk>/done/", views.lesson_done, name="lesson_done"),
    path("feeds/courses/<int:pk>/<slug:slug>.ics", views.course_feed, name="feed_course"),
    path("submissions/files/<int:pk>/", assignments.submission_file, name="submission_file"),
    path("t/submissions/", submissions.queue, name="submissions"),
    path("t/submissions/<int:pk>/", submissions.marking, name="submission_mark"),
    path("t/", trainer_views.home, name="trainer_home"),
    path("t/<int:pk>/", trainer_views.cohort, name="trainer_cohort"),
]
