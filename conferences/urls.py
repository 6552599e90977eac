from django.urls import path

from . import views

urlpatterns = [
    path("e/<int:pk>/programme/", views.show_programme, name="programme"),
    path("e/<int:pk>/programme/now/", views.now_and_next, name="programme_now"),
    path("e/<int:pk>/programme/changes/", views.show_changes, name="programme_changes"),
    path("e/<int:pk>/programme/star/", views.star, name="programme_star"),
    path("e/<int:pk>/programme/<uuid:public_id>/", views.show_item, name="programme_item"),
    path("e/<int:pk>/programme.ics", views.feed, name="programme_ics"),
    path("e/<int:pk>/track/<uuid:public_id>.ics", views.feed, {"part": "track"}, name="track_ics"),
    path("e/<int:pk>/room/<uuid:public_id>.ics", views.feed, {"part": "room"}, name="room_ics"),
    path("e/<int:pk>/schedule.<slug:kind>", views.schedule, name="programme_schedule"),
]
