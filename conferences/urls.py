from django.urls import path

from . import views
from .cards import views as cards
from .proposals import views as proposals

urlpatterns = [
    path("e/<int:pk>/programme/", views.show_programme, name="programme"),
    path("e/<int:pk>/programme/now/", views.now_and_next, name="programme_now"),
    path("e/<int:pk>/programme/mine.ics", views.my_file, name="programme_mine_ics"),
    path("e/<int:pk>/programme/changes/", views.show_changes, name="programme_changes"),
    path("e/<int:pk>/programme/star/", views.star, name="programme_star"),
    path("e/<int:pk>/programme/<uuid:public_id>/", views.show_item, name="programme_item"),
    path("e/<int:pk>/programme.ics", views.feed, name="programme_ics"),
    path("e/<int:pk>/track/<uuid:public_id>.ics", views.feed, {"part": "track"}, name="track_ics"),
    path("e/<int:pk>/room/<uuid:public_id>.ics", views.feed, {"part": "room"}, name="room_ics"),
    path("e/<int:pk>/schedule.<slug:kind>", views.schedule, name="programme_schedule"),
    path("e/<int:pk>/call/", proposals.call_view, name="call"),
    path("proposals/<str:token>/", proposals.proposal_view, name="proposal"),
    path("proposals/<str:token>/withdraw/", proposals.withdraw_view, name="proposal_withdraw"),
    path("proposals/<str:token>/link/", proposals.new_link, name="proposal_link"),
    path("speakers/<str:token>/", cards.card_view, name="speaker_card"),
    path("speakers/<str:token>/link/", cards.new_link, name="speaker_link"),
]
