from django.urls import path, re_path

from .beside import desk as room_desk
from .beside import views as beside
from .catching_up import views as later
from .guests import views as guests
from .hosting import views as hosting
from .meetings import views as meetings
from .organizations import views as organizations
from .organizations.invitation import invitation
from .recordings import desk as recording_desk
from .recordings import views as recordings
from .sheets import views as sheets
from .views import answers, check_in, dates, downloads, imports, live, overviews, registration, report, rules, sheet
from .visits import views as visits

urlpatterns = [
    path("feeds/<slug:name>.ics", downloads.named_feed, name="feed_named"),
    path("s/<uuid:public_id>.ics", downloads.session_ics, name="session_ics"),
    path("s/<uuid:public_id>/register/", registration.register, name="session_register"),
    path("s/<uuid:public_id>/withdraw/", registration.withdraw, name="session_withdraw"),
    path("s/<uuid:public_id>/request/", registration.ask, name="session_request"),
    path("s/<uuid:public_id>/request/withdraw/", registration.take_request_back, name="session_request_withdraw"),
    path("s/<uuid:public_id>/queue/", registration.join_queue, name="session_queue"),
    path("s/<uuid:public_id>/queue/leave/", registration.leave_queue, name="session_queue_leave"),
    path("s/<uuid:public_id>/join/", live.join, name="session_join"),
    path("s/<uuid:public_id>/room/", live.room, name="session_room"),
    path("s/<uuid:public_id>/presence/", live.presence, name="session_presence"),
    path("s/<uuid:public_id>/leave/", live.leave, name="session_leave"),
    path("w/<str:key>/", guests.start, name="guest_start"),
    path("w/<str:key>/<str:token>/", guests.confirm, name="guest_confirm"),
    path("g/<str:token>/", guests.seat, name="guest_seat"),
    path("g/<str:token>/join/", live.guest_join, name="guest_join"),
    path("g/<str:token>/room/", live.guest_room, name="guest_room"),
    path("g/<str:token>/presence/", live.guest_presence, name="guest_presence"),
    path("g/<str:token>/leave/", live.guest_leave, name="guest_leave"),
    path("my/organizations/events/", organizations.events, name="organization_events"),
    path("my/organizations/<int:organization>/events/<int:pk>/", organizations.event, name="organization_event"),
    path(
        "my/organizations/<int:organization>/people/<int:number>/", organizations.replace, name="organization_replace"
    ),
    path(
        "my/organizations/<int:organization>/people/<int:number>/take-back/",
        organizations.take_back,
        name="organization_take_back",
    ),
    path(
        "my/organizations/<int:organization>/people/<int:number>/answers/",
        organizations.answers,
        name="organization_answers",
    ),
    path("n/e/<str:key>/", invitation, name="event_nomination"),
    path("s/<uuid:public_id>/beside/", beside.board, name="session_beside"),
    path("s/<uuid:public_id>/beside/live/", beside.live, name="session_beside_live"),
    path("s/<uuid:public_id>/beside/q/<int:pk>/<slug:step>/", beside.question_step, name="beside_question"),
    path("s/<uuid:public_id>/beside/p/<int:pk>/", beside.poll_choice, name="beside_poll"),
    path("s/<uuid:public_id>/beside/m/<int:pk>/", beside.material, name="beside_material"),
    path("t/e/<uuid:public_id>/room/", room_desk.desk, name="room_desk"),
    path("t/e/<uuid:public_id>/room/p/<int:pk>/<slug:step>/", room_desk.poll_step, name="desk_poll_step"),
    path("t/e/<uuid:public_id>/room/m/<int:pk>/remove/", room_desk.remove_material, name="desk_material_remove"),
    path("t/e/<uuid:public_id>/room/people/", hosting.people, name="room_people"),
    path("t/e/<uuid:public_id>/room/end/", hosting.end, name="room_end"),
    path("s/<uuid:public_id>/recordings/", recordings.recordings, name="session_recordings"),
    path("s/<uuid:public_id>/recordings/<uuid:recording>/<slug:kind>", recordings.file, name="recording_file"),
    path("t/e/<uuid:public_id>/recordings/", recording_desk.desk, name="recording_desk"),
    path("t/e/<uuid:public_id>/recordings/<uuid:recording>/", recording_desk.change, name="recording_change"),
    path("t/e/<uuid:public_id>/recordings/<uuid:recording>/remove/", recording_desk.remove, name="recording_remove"),
    path("e/<int:pk>/dates/", dates.choose, name="event_dates"),
    path("e/<int:pk>/travel/", visits.travel, name="event_travel"),
    path("e/<int:pk>/travel/contact/remove/", visits.remove_contact, name="event_contact_remove"),
    path("e/<int:pk>/contacts/", visits.contacts, name="event_contacts"),
    path("e/<int:pk>/invitation/", meetings.invitation, name="event_invitation"),
    path("e/<int:pk>/minutes/", meetings.minutes, name="event_minutes"),
    path("e/<int:pk>/minutes/write/", meetings.write_minutes, name="event_minutes_write"),
    path("e/<int:pk>/minutes/decide/", meetings.decide, name="event_minutes_decide"),
    path("e/<int:pk>/answers/", answers.answers, name="event_answers"),
    path("t/e/<uuid:public_id>/people/", answers.attendees, name="attendees"),
    path("t/e/<uuid:public_id>/people.<slug:kind>", answers.download, name="attendees_download"),
    path("t/e/<uuid:public_id>/", sheet.attendance_sheet, name="attendance_sheet"),
    path("t/e/<uuid:public_id>/marks/", sheet.sheet_marks, name="sheet_marks"),
    path("t/e/<uuid:public_id>/print/", sheets.to_print, name="sheet_print"),
    path("t/e/<uuid:public_id>/signed/", sheets.signed, name="signed_sheets"),
    path("t/e/<uuid:public_id>/signed/<int:pk>/", sheets.signed_file, name="signed_sheet"),
    path("t/e/<uuid:public_id>/signed/<int:pk>/withdraw/", sheets.withdraw, name="signed_sheet_withdraw"),
    path("t/e/worker.js", sheet.sheet_worker, name="sheet_worker"),
    path("s/<uuid:public_id>/later/", later.check, name="session_later"),
    path("t/e/<uuid:public_id>/later/", later.desk, name="later_desk"),
    path("t/events/<int:pk>/attendance/", overviews.of_event, name="event_attendance"),
    path("t/events/<int:pk>/attendance.<slug:kind>", overviews.event_file, name="event_attendance_file"),
    path("t/people/<uuid:public_id>/attendance/", overviews.of_person, name="person_attendance"),
    path("t/people/<uuid:public_id>/attendance.<slug:kind>", overviews.person_file, name="person_attendance_file"),
    path("here/", check_in.type_code, name="check_in"),
    path("here/<uuid:public_id>/", check_in.confirm, name="check_in_session"),
    path("here/<uuid:public_id>/<str:token>/", check_in.scan, name="check_in_scan"),
    path("t/e/<uuid:public_id>/qr/", check_in.screen, name="check_in_screen"),
    path("t/e/<uuid:public_id>/qr/<int:pk>/withdraw/", check_in.withdraw, name="check_in_withdraw"),
    path("t/e/<uuid:public_id>/report/", report.report, name="attendance_report"),
    path("t/e/<uuid:public_id>/report.<slug:kind>", report.download, name="attendance_download"),
    path("t/e/<uuid:public_id>/report/decide/", report.decide_again, name="attendance_decide"),
    path("t/e/<uuid:public_id>/report/outage/", report.outage, name="outage_declare"),
    path("t/e/<uuid:public_id>/report/outage/<int:pk>/withdraw/", report.withdraw, name="outage_withdraw"),
    path("t/e/<uuid:public_id>/report/<int:pk>/", report.correction, name="attendance_correct"),
    path("t/rules/<int:pk>/", rules.rule, name="attendance_rule"),
    path("t/rules/<int:pk>/decide/", rules.decide_event_anew, name="attendance_rule_decide"),
    path("t/e/<uuid:public_id>/imports/", imports.imports, name="attendance_imports"),
    path("t/e/<uuid:public_id>/imports/<int:pk>/", imports.one_import, name="attendance_import"),
    path("t/e/<uuid:public_id>/imports/<int:pk>/<slug:name>/", imports.step, name="attendance_import_step"),
    # Beside an event's page, wherever it stands; Wagtail's own pattern takes only paths that end in a slash.
    re_path(r"^(?P<path>(?:[\w-]+/)+)event\.ics$", downloads.event_ics, name="event_ics"),
]
