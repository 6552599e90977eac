from django.urls import path

from . import views

urlpatterns = [
    path("my/surveys/<int:pk>/", views.survey, name="survey"),
    path("mails/surveys/<str:key>/", views.notice_choice, name="survey_notice_choice"),
    path("t/surveys/", views.surveys, name="surveys"),
    path("t/surveys/<int:pk>/", views.totals, name="survey_totals"),
    path("t/surveys/<int:pk>/totals.<slug:kind>", views.download, name="survey_file"),
]
