"""Self check-in: open and not, pressed already, for guests, and the host's own page of it."""

from webinars.self_check_in import open_window, say_here

from .stop import Stop


def make_self_check_in(scene):
    """Open in the hall, where somebody has pressed the button, and in the room; in other sessions it is not."""
    for session in (scene.hall, scene.live):
        open_window(session=session, minutes=120, by=scene.trainer, now=scene.now)
    say_here(person=scene.neighbor, session=scene.hall, now=scene.now)
    say_here(person=scene.reader, session=scene.live, now=scene.now)


def send_no_minutes(page):
    """Open it for no time at all."""
    page.locator("main [name=minutes]").fill("")
    with page.expect_navigation():
        page.locator("main form.form button").click()


SELF_CHECK_IN = {
    "self check-in": Stop("/s/{hall.public_id}/here/", "reader"),
    "self check-in, pressed": Stop("/s/{live.public_id}/here/", "reader"),
    "self check-in, without a seat": Stop("/s/{hall.public_id}/here/", "newcomer"),
    "self check-in, not open": Stop("/s/{before.public_id}/here/", "reader"),
    "self check-in of a guest": Stop("/g/{guest_now}/here/"),
    "self check-in, hosting": Stop("/t/e/{hall.public_id}/here/", "trainer"),
    "self check-in, hosting, error": Stop("/t/e/{hall.public_id}/here/", "trainer", act=send_no_minutes),
    "self check-in, hosting, not yet": Stop("/t/e/{before.public_id}/here/", "trainer"),
}
