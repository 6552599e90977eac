"""What stands beside the room of the session that is on, in each of its states."""

from webinars.beside import materials, moderating, polls, questions
from webinars.beside.boards import set_substitute

from .acts import send
from .stop import Stop


def furnish(scene, *, neighbor):
    """Questions that are open, answered, reported and hidden; a poll in each state; a material; a substitute."""
    session, now, by = scene.live, scene.now, scene.trainer.user
    asked = {
        name: questions.ask(session=session, person=person, text=text, now=now)
        for name, person, text in (
            ("own", scene.reader, "Де шукати додатки до рішення?"),
            ("voted", neighbor, "Чи зобов’язана громада їх оприлюднювати?"),
            ("written", neighbor, "А якщо сайт не працює?"),
            ("aloud", scene.reader, "Чи буде запис?"),
            ("reported", neighbor, "Купуйте сонячні панелі!"),
            ("hidden", scene.reader, "Адреса голови така"),
        )
    }
    questions.vote(question=asked["voted"], person=scene.reader, now=now)
    questions.report(question=asked["reported"], person=scene.reader, now=now)
    moderating.answer(question=asked["written"], by=by, text="Тоді запит на інформацію.", now=now)
    moderating.answer(question=asked["aloud"], by=by, now=now)
    moderating.hide(question=asked["hidden"], by=by, now=now)
    for text, steps in (
        ("Чи є бюджет на вашому сайті?", [polls.open_poll]),
        ("Чи зручно починати о 18?", [polls.open_poll, polls.close_poll]),
        ("Чи варто повторити?", [polls.open_poll, polls.show_results]),
        ("Що розглянути далі?", []),
    ):
        poll = polls.prepare(session=session, text=text, options=["Так", "Ні", "Не знаю"], by=by, now=now)
        for step in steps:
            step(poll=poll, by=by, now=now)
            if step is polls.open_poll:
                polls.choose(poll=poll, person=scene.reader, choice=0, now=now)
    materials.add(session=session, title="Закон про доступ", url="https://zakon.school.test/", by=by, now=now)
    set_substitute(session=session, substitute="https://zustrich.school.test/a", note="Код 123", by=by)


def send_by_hand(page):
    """Send the form to ask as it is sent without its script."""
    with page.expect_navigation():
        page.evaluate("document.getElementById('ask').submit()")


BESIDE = {
    "beside the room": Stop("/s/{live.public_id}/beside/", "reader"),
    "beside the room, error": Stop("/s/{live.public_id}/beside/", "reader", act=send_by_hand),
    "beside the room, after": Stop("/s/{over.public_id}/beside/", "reader"),
    "beside the room, hosting": Stop("/s/{live.public_id}/beside/", "trainer"),
    "beside the room, prepared": Stop("/t/e/{live.public_id}/room/", "trainer"),
    "beside the room, nothing prepared": Stop("/t/e/{before.public_id}/room/", "trainer"),
    "beside the room, prepared, error": Stop("/t/e/{before.public_id}/room/", "trainer", act=send),
}
