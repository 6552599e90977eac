"""The room from the host's side, and what was recorded in it."""

from webinars.models import Recording, RoomOrder

from .acts import send
from .stop import Stop


def record(scene):
    """A recording that others may see, one that is being made smaller, one that failed; what a host ordered."""
    values = {"session": scene.live, "made_at": scene.now, "moved_at": scene.now}
    words = {"title": "Перша година", "text": "Вітаю всіх.\n\nПочинаємо.", "url": "https://zapysy.school.test/1"}
    scene.recording = Recording.objects.create(audience="all", **words, **values)
    Recording.objects.create(state="working", progress=40, size=900_000_000, file="none/a.mp4", **values)
    Recording.objects.create(state="failed", problem="ffmpeg: –", file="none/b.mp4", audience="seats", **values)
    RoomOrder.objects.create(session=scene.live, act="say", text="Перерва", ordered_at=scene.now)
    done = {"session": scene.live, "ordered_at": scene.now, "done_at": scene.now}
    RoomOrder.objects.create(act="kick", text="Гість", whom="a", problem="Сервер кімнат не відповідає.", **done)
    RoomOrder.objects.create(act="look", answer=[["a", "Олена"], ["b", ""]], **done)


ROOMS = {
    "recordings": Stop("/s/{live.public_id}/recordings/", "reader"),
    "recordings, none": Stop("/s/{over.public_id}/recordings/", "reader"),
    "recordings, hosting": Stop("/t/e/{live.public_id}/recordings/", "trainer"),
    "recordings, hosting, none": Stop("/t/e/{before.public_id}/recordings/", "trainer"),
    "recordings, hosting, error": Stop("/t/e/{live.public_id}/recordings/", "trainer", act=send),
    "recording": Stop("/t/e/{live.public_id}/recordings/{recording.public_id}/", "trainer"),
    "recording, remove": Stop("/t/e/{live.public_id}/recordings/{recording.public_id}/remove/", "trainer"),
    "in the room": Stop("/t/e/{live.public_id}/room/people/", "trainer"),
    "in the room, end": Stop("/t/e/{live.public_id}/room/end/", "trainer"),
}
