"""Included with ``{"sources": Sources(…)}``: what the calendars are made of is composed in ``lms/urls.py``."""

from django.urls import path

from . import views

urlpatterns = [
    path("feeds/", views.subscribe, name="subscribe"),
    path("feeds/podii.ics", views.public_feed, name="feed_public"),
    path("my/calendar/", views.my_calendar, name="my_calendar"),
    path("my/calendar/settings/", views.calendar_settings, name="calendar_settings"),
    path("my/calendar/<str:token>.ics", views.personal_feed, name="feed_personal"),
]
