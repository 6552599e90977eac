"""What trainers see of the consultations they give."""

from .acts import send_empty
from .stop import Stop

CONSULTING = {
    "consultations I give": Stop("/t/consultations/", "coordinator"),
    "consultations I give, rules": Stop("/t/consultations/rules/", "coordinator"),
    "consultations I give, rules, error": Stop("/t/consultations/rules/", "coordinator", act=send_empty),
    "consultations I give, hours": Stop("/t/consultations/hours/", "coordinator"),
    "consultations I give, hours, error": Stop("/t/consultations/hours/", "coordinator", act=send_empty),
    "consultations I give, days off": Stop("/t/consultations/absence/", "coordinator"),
    "consultations I give, a group": Stop("/t/consultations/share/", "coordinator"),
    "consultation I give": Stop("/consultations/{past_meeting.session.public_id}/", "coordinator"),
    "consultation, note": Stop("/consultations/{past_meeting.session.public_id}/note/", "coordinator"),
    "call a consultation off": Stop("/consultations/{meeting.session.public_id}/call-off/", "coordinator"),
    "call a consultation off, error": Stop(
        "/consultations/{meeting.session.public_id}/call-off/", "coordinator", act=send_empty
    ),
}
