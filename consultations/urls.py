from django.urls import path

from .views import one, participant, trainer

urlpatterns = [
    path("consultations/", participant.home, name="consultations"),
    path("consultations/with/<uuid:public_id>/", participant.times, name="consultation_times"),
    path("consultations/with/<uuid:public_id>/book/", participant.book, name="consultation_book"),
    path("consultations/<uuid:public_id>/", one.page, name="consultation"),
    path("consultations/<uuid:public_id>/move/", participant.move, name="consultation_move"),
    path("consultations/<uuid:public_id>/cancel/", participant.cancel, name="consultation_cancel"),
    path("consultations/<uuid:public_id>/note/", one.note, name="consultation_note"),
    path("consultations/<uuid:public_id>/call-off/", one.call_off, name="consultation_call_off"),
    path("t/consultations/", trainer.home, name="my_consultations"),
    path("t/consultations/rules/", trainer.rules, name="consultation_rules"),
    path("t/consultations/close/", trainer.close, name="consultation_close"),
    path("t/consultations/<slug:kind>/", trainer.add, name="consultation_add"),
    path("t/consultations/<slug:kind>/<int:pk>/remove/", trainer.remove, name="consultation_remove"),
]
