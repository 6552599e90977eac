"""Events that ask something."""

from webinars.models import EventQuestion

from .factories import make_event


def ask(event, text="Які страви вам підходять?", **fields):
    """A question of ``event``, at its end; its key."""
    place = event.questions.count()
    row = EventQuestion.objects.create(event=event, text=text, sort_order=place, **fields)
    return str(row.translation_key)


def asking_event(**fields):
    """An event with a question of one option that must be answered, and one of a short text that need not."""
    event = make_event(**fields)
    food = ask(event, kind="one", options="Звичайні\nБез м’яса")
    return event, food, ask(event, "Чого ви чекаєте?", kind="short", required=False)
