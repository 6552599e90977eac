"""An order is carried out once: by two workers at once, by one that was killed with it, and by the task run again."""

from datetime import timedelta

import pytest
from cryptography.hazmat.primitives.asymmetric import rsa
from django.utils import timezone

from webinars.hosting import orders
from webinars.models import RoomOrder
from webinars.rooms.steering import Steering

from .factories import make_person, make_session
from .prosody import joined, occupant
from .steered import Rooms
from .test_concurrency import at_once
from .test_room_keys import written
from .test_steering import connect, told


@pytest.fixture(scope="module")
def key():
    return rsa.generate_private_key(public_exponent=65537, key_size=2048)


@pytest.fixture
def server(settings, key, tmp_path, tasks_wait):
    with Rooms(public_key=key.public_key()) as stand_in:
        connect(settings, stand_in.url, written(key, tmp_path / "system.pem"))
        yield stand_in


def say(server):
    """An order to say something in a room with two people, one of whom the school was told of."""
    session = make_session(starts_at=timezone.now() - timedelta(minutes=10), host=make_person())
    server.rooms[session.room_name] = [("cb752940", "Teacher"), ("2f7f2305", "Ana Lima")]
    told("occupant/joined", joined(session.room_name, occupant("x", int(timezone.now().timestamp()) - 300)))
    return orders.give(session=session, act="say", by=None, now=timezone.now(), text="Перерва")


def again(order):
    """Another worker with the same task: it has read the order before anybody took it."""
    return RoomOrder.objects.select_related("session").get(pk=order.pk)


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_four_workers_at_once_say_it_once(server):
    order = say(server)
    workers = [again(order) for _worker in range(4)]

    results = at_once(*[lambda one=one: orders.carry_out(order=one, now=timezone.now()) for one in workers])

    assert len(results) == 4
    assert len(server.said) == 1
    order.refresh_from_db()
    assert (order.problem, order.done_at is not None) == ("", True)


@pytest.mark.django_db
def test_the_task_run_again_says_nothing_more(server):
    order = say(server)
    late = again(order)
    orders.carry_out(order=order, now=timezone.now())

    orders.carry_out(order=late, now=timezone.now())

    assert len(server.said) == 1
    assert late.done_at == order.done_at


@pytest.mark.django_db
@pytest.mark.parametrize("after_it_was_said", [True, False])
def test_a_worker_that_died_with_it_is_followed_by_nobody_and_the_host_is_told(server, monkeypatch, after_it_was_said):
    order, really = say(server), Steering.say

    def killed(self, *said):
        if after_it_was_said:
            really(self, *said)
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(Steering, "say", killed)
        with pytest.raises(KeyboardInterrupt):
            orders.carry_out(order=order, now=timezone.now())

    orders.carry_out(order=again(order), now=timezone.now())
    assert len(server.said) == after_it_was_said
    order.refresh_from_db()
    assert order.done_at is None
    orders.carry_out(order=again(order), now=timezone.now() + timedelta(minutes=15))  # the cluster's next try
    order.refresh_from_db()
    assert "was stopped while it did this" in order.problem
    assert len(server.said) == after_it_was_said


@pytest.mark.django_db
def test_a_new_order_of_the_same_is_another_one(server):
    order = say(server)
    orders.carry_out(order=order, now=timezone.now())
    second = orders.give(session=order.session, act="say", by=None, now=timezone.now(), text="Перерва")

    orders.carry_out(order=second, now=timezone.now())

    assert len(server.said) == 2
