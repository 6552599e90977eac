"""Tasks on the real brokers: they commit with the data, are done by the cluster's own worker, and are tried again."""

import queue
import shutil
import socket
import subprocess
import time
from datetime import timedelta
from multiprocessing import Value

import pytest
from django.core.cache import caches
from django.db import transaction
from django.utils import timezone
from django_q.brokers import get_broker
from django_q.conf import Conf
from django_q.models import OrmQ, Task
from django_q.monitor import monitor
from django_q.signing import SignedPackage
from django_q.worker import worker
from django_tasks import TaskResultStatus, task

from content.models import Topic
from lms.forgetting import forget_finished_tasks

pytestmark = pytest.mark.django_db(transaction=True)


@task()
def add_topic(name):
    Topic.objects.create(name=name, slug="topic")
    return {"name": name}


@task()
def fail():
    raise ValueError("the mail server is away")


@pytest.fixture(autouse=True)
def cluster_backend(settings):
    settings.TASKS = {"default": {"BACKEND": "lms.tasks.DjangoQBackend"}}


def work_off():
    """Do what waits in the queue with the cluster's own worker and monitor, in this process."""
    broker, waiting, results = get_broker(), queue.Queue(), queue.Queue()
    while broker.queue_size():
        for receipt, package in broker.dequeue():
            waiting.put(SignedPackage.loads(package) | {"ack_id": receipt})
    waiting.put("STOP")
    worker(waiting, results, Value("f", -1))
    results.put("STOP")
    monitor(results, broker)


def names():
    return list(Topic.objects.values_list("name", flat=True))


def test_task_is_queued_and_done():
    result = add_topic.enqueue("Медіа")
    before = names()

    work_off()

    assert (result.status, before, names()) == (TaskResultStatus.READY, [], ["Медіа"])
    assert OrmQ.objects.count() == 0
    assert list(Task.objects.values_list("success", "result")) == [(True, {"name": "Медіа"})]


def test_task_that_is_queued_in_a_transaction_goes_with_it():
    with pytest.raises(RuntimeError), transaction.atomic():
        add_topic.enqueue("Медіа")
        raise RuntimeError

    assert OrmQ.objects.count() == 0


def test_task_is_queued_when_its_transaction_commits():
    with transaction.atomic():
        add_topic.enqueue("Медіа")

    assert OrmQ.objects.count() == 1


def test_task_takes_plain_values_only():
    with pytest.raises(TypeError):
        add_topic.enqueue(Topic(name="Медіа"))

    assert OrmQ.objects.count() == 0


def test_failed_task_is_tried_five_times_and_then_given_up():
    fail.enqueue()

    left = []
    for _attempt in range(5):
        OrmQ.objects.update(lock=timezone.now() - timedelta(seconds=1))  # as when ``retry`` has passed
        work_off()
        left.append(OrmQ.objects.count())

    failed = Task.objects.get()
    assert (left, failed.attempt_count, failed.success) == ([1, 1, 1, 1, 0], 5, False)
    assert failed.result.startswith("the mail server is away")


def test_task_that_fails_once_is_a_success_in_the_end():
    taken = Topic.objects.create(name="Медіа", slug="topic")
    add_topic.enqueue(taken.name)
    work_off()
    taken.delete()
    OrmQ.objects.update(lock=timezone.now() - timedelta(seconds=1))

    work_off()

    assert list(Task.objects.values_list("success", flat=True)) == [True]


def test_what_tasks_did_is_forgotten_after_a_month():
    for name, days in [("old", 31), ("young", 29)]:
        stopped = timezone.now() - timedelta(days=days)
        Task.objects.create(id=name, name=name, func="x", started=stopped, stopped=stopped, success=name == "young")

    forget_finished_tasks.call()

    assert list(Task.objects.values_list("name", flat=True)) == ["young"]


@pytest.fixture(scope="module")
def redis_url(tmp_path_factory):
    """A Redis server of our own on loopback, empty and gone afterwards."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [shutil.which("redis-server"), "--port", str(port), "--bind", "127.0.0.1", "--save", ""]
    server = subprocess.Popen(command, cwd=tmp_path_factory.mktemp("redis"), stdout=subprocess.DEVNULL)
    latest = time.monotonic() + 10
    while time.monotonic() < latest:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                break
        time.sleep(0.02)
    yield f"redis://127.0.0.1:{port}/0"
    server.terminate()
    server.wait(10)


@pytest.fixture
def redis_queue(redis_url, monkeypatch):
    """The broker as ``REDIS_URL`` sets it; starts empty."""
    monkeypatch.setattr(Conf, "ORM", None)
    monkeypatch.setattr(Conf, "REDIS", redis_url)
    broker = get_broker()
    broker.delete_queue()
    yield broker
    broker.connection.close()


@pytest.mark.redis
def test_redis_is_told_of_a_task_when_the_transaction_commits(redis_queue):
    with transaction.atomic():
        add_topic.enqueue("Медіа")
        during = redis_queue.queue_size()

    assert (during, redis_queue.queue_size(), OrmQ.objects.count()) == (0, 1, 0)
    work_off()
    assert names() == ["Медіа"]


@pytest.mark.redis
def test_redis_is_not_told_of_a_task_whose_transaction_rolls_back(redis_queue):
    with pytest.raises(RuntimeError), transaction.atomic():
        add_topic.enqueue("Медіа")
        raise RuntimeError

    assert redis_queue.queue_size() == 0


@pytest.mark.redis
def test_redis_is_the_cache_that_all_processes_share(redis_url, settings):
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": redis_url}}

    caches["default"].set("seats", 12)

    assert caches["default"].get("seats") == 12
    caches["default"].close()
