from django.urls import path

from . import marking_views, trainer_views, views

urlpatterns = [
    path("enrol/<int:pk>/", views.enroll, name="enroll"),
    path("enrol/<int:pk>/withdraw/", views.withdraw, name="withdraw"),
    path("lessons/<int:pk>/done/", views.lesson_done, name="lesson_done"),
    path("feeds/courses/<int:pk>/<slug:slug>.ics", views.course_feed, name="feed_course"),
    path("t/marking/", marking_views.queue, name="quiz_marking"),
    path("t/marking/<int:pk>/", marking_views.mark, name="quiz_mark"),
    path("t/quizzes/<int:pk>/", marking_views.statistics, name="quiz_statistics"),
    path("t/", trainer_views.home, name="trainer_home"),
    path("t/<int:pk>/", trainer_views.cohort, name="trainer_cohort"),
]
