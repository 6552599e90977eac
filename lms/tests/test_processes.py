"""Programs started together end together, with whatever they started, whatever the keyboard says meanwhile."""

import os
import signal
import socket
import sys
import time

import pytest

from lms import processes
from lms.processes import Processes, undisturbed

SLEEPER = [sys.executable, "-c", "import time; time.sleep(600)"]
STUBBORN = [
    sys.executable,
    "-c",
    "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); print('deaf', flush=True); time.sleep(600)",
]


def ends(pid, *, within=5):
    """Whether the process is gone within some seconds."""
    latest = time.monotonic() + within
    while time.monotonic() < latest:
        try:
            os.kill(pid, 0)
        except ProcessLookupError:
            return True
        time.sleep(0.02)
    return False


def test_both_end_when_one_does():
    short = [sys.executable, "-c", "pass"]

    with Processes(SLEEPER, short) as both:
        both.wait_for_one_to_end()

    assert [process.returncode for process in both.running] == [-signal.SIGTERM, 0]


def test_both_end_when_the_keyboard_interrupts():
    with pytest.raises(KeyboardInterrupt), Processes(SLEEPER, SLEEPER) as both:
        raise KeyboardInterrupt

    assert [process.returncode for process in both.running] == [-signal.SIGTERM] * 2


def test_the_first_ends_when_the_second_cannot_start():
    both = Processes(SLEEPER, ["/nowhere/to/be/found"])

    with pytest.raises(FileNotFoundError), both:
        raise AssertionError("entered all the same")

    assert [process.returncode for process in both.running] == [-signal.SIGTERM]


def test_one_that_does_not_listen_is_made_to_end(monkeypatch, capfd):
    monkeypatch.setattr(processes, "PATIENCE", 0.3)

    with Processes(STUBBORN) as deaf:
        while "deaf" not in capfd.readouterr().out:
            time.sleep(0.02)

    assert deaf.running[0].wait(5) == -signal.SIGKILL


def test_what_a_process_started_ends_with_it(tmp_path):
    note = tmp_path / "grandchild"
    parent = f"import subprocess, sys; child = subprocess.Popen({SLEEPER!r}); "
    parent += f"open({str(note)!r}, 'w').write(str(child.pid)); child.wait()"

    with Processes([sys.executable, "-c", parent]):
        while not (note.exists() and note.read_text()):
            time.sleep(0.02)

    assert ends(int(note.read_text()))


def test_a_second_interrupt_waits_until_all_have_ended():
    before = signal.getsignal(signal.SIGINT)

    with undisturbed():
        os.kill(os.getpid(), signal.SIGINT)

    assert signal.getsignal(signal.SIGINT) is before


def test_answer_on_waits_until_somebody_listens():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    server = f"import socket, time; s = socket.create_server(('127.0.0.1', {port})); time.sleep(600)"

    with Processes([sys.executable, "-c", server]) as one:
        assert one.answer_on(port) is True


def test_answer_on_gives_up_when_a_process_ended():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    with Processes([sys.executable, "-c", "pass"]) as one:
        assert one.answer_on(port) is False
