"""Programs that run beside each other and end together."""

import os
import signal
import socket
import subprocess
import time
from contextlib import contextmanager, suppress

from django.conf import settings

PATIENCE = 20  # seconds that a process gets to finish what it does
MOMENT = 0.2
ENDINGS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)  # Ctrl-C, kill, a closed window


class Processes:
    """Starts the commands on entering, ends all of them, with whatever they started, on leaving.

    Each has a session of its own: a Ctrl-C reaches this process only, which then stops them in order.
    """

    def __init__(self, *commands):
        self.commands, self.running = commands, []

    def __enter__(self):
        try:
            for command in self.commands:
                self.running.append(subprocess.Popen(command, cwd=settings.BASE_DIR, start_new_session=True))
        except BaseException:
            self.stop()
            raise
        return self

    def __exit__(self, *what):
        self.stop()

    def all_run(self):
        return all(process.poll() is None for process in self.running)

    def answer_on(self, port):
        """Wait until somebody listens on ``port``; False when a process ends before."""
        while self.all_run():
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", port)) == 0:
                    return True
            time.sleep(MOMENT)
        return False

    def wait_for_one_to_end(self):
        while self.all_run():
            time.sleep(MOMENT)

    def stop(self):
        """Ask all to end, and after a while insist. A second Ctrl-C does not leave half of them behind."""
        with undisturbed():
            for process in self.running:
                process.terminate()
            latest = time.monotonic() + PATIENCE
            for process in self.running:
                try:
                    process.wait(timeout=max(latest - time.monotonic(), MOMENT))
                except subprocess.TimeoutExpired:
                    process.kill()
                end_group(process.pid)


@contextmanager
def undisturbed():
    """The signals that ask for an end wait until the end is reached."""
    before = {number: signal.signal(number, signal.SIG_IGN) for number in ENDINGS}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def end_group(leader):
    """Kill what a process left behind in its session; usually nobody is there any more."""
    with suppress(ProcessLookupError):
        os.killpg(leader, signal.SIGKILL)
