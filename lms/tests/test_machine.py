"""``make demo`` says in one sentence why it cannot start."""

import socket
import subprocess
import sys

import pytest

from lms import machine
from lms.machine import NEEDED, main, objection


@pytest.fixture
def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@pytest.fixture
def taken_port():
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield server.getsockname()[1]


def test_a_fit_machine_meets_no_objection(free_port):
    assert objection(port=free_port, version=(3, 11), free=NEEDED) == ""


def test_an_old_python_is_named(free_port):
    assert objection(port=free_port, version=(3, 9), free=NEEDED).startswith(
        "Python 3.11 or newer is needed, this is 3.9"
    )


def test_a_full_disk_is_named(free_port):
    assert objection(port=free_port, version=(3, 12), free=10_500_000) == (
        "The disk is full: 700 MB are needed here, 10 MB are free."
    )


def test_a_taken_port_is_named_and_the_next_offered(taken_port):
    assert objection(port=taken_port, version=(3, 11), free=NEEDED).endswith(f"make demo PORT={taken_port + 1}")


@pytest.mark.parametrize("arguments", [[], ["no"], ["0"], ["70000"]])
def test_a_port_that_cannot_be_is_refused(arguments):
    assert main(arguments).startswith("There is no port")


def started_by_make(port):
    return subprocess.run([sys.executable, machine.__file__, str(port)], capture_output=True, text=True, check=False)


def test_make_goes_on_when_there_is_no_objection(free_port):
    answer = started_by_make(free_port)

    assert (answer.returncode, answer.stderr) == (0, "")


def test_make_stops_with_the_sentence(taken_port):
    answer = started_by_make(taken_port)

    assert answer.returncode == 1
    assert answer.stderr.startswith(f"Port {taken_port} is taken")
