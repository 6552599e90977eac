from django.urls import path, re_path

from .views import downloads, live, registration, sheet

urlpatterns = [
    path("feeds/<slug:name>.ics", downloads.named_feed, name="feed_named"),
    path("s/<uuid:public_id>.ics", downloads.session_ics, name="session_ics"),
    path("s/<uuid:public_id>/register/", registration.register, name="session_register"),
    path("s/<uuid:public_id>/withdraw/", registration.withdraw, name="session_withdraw"),
    path("s/<uuid:public_id>/join/", live.join, name="session_join"),
    path("s/<uuid:public_id>/room/", live.room, name="session_room"),
    path("s/<uuid:public_id>/presence/", live.presence, name="session_presence"),
    path("s/<uuid:public_id>/leave/", live.leave, name="session_leave"),
    path("t/e/<uuid:public_id>/", sheet.attendance_sheet, name="attendance_sheet"),
    # Beside an event's page, wherever it stands; Wagtail's own pattern takes only paths that end in a slash.
    re_path(r"^(?P<path>(?:[\w-]+/)+)event\.ics$", downloads.event_ics, name="event_ics"),
]
