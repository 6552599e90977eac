"""Can this machine run the demo? One clear sentence if not. Plain Python: it runs before anything is installed.

python lms/machine.py 8000
"""

import shutil
import socket
import sys
from pathlib import Path

OLDEST = (3, 11)
NEEDED = 700_000_000  # bytes: the environment, the database, pictures, certificates
NEEDED_AGAIN = 100_000_000  # once the environment is there
INSTALLED = Path(".venv/installed")


def objection(*, port, version, free, needed=NEEDED):
    """Why the demo cannot start here, as a sentence; empty when it can."""
    if version < OLDEST:
        return f"Python 3.11 or newer is needed, this is {version[0]}.{version[1]}: make demo PYTHON=python3.12"
    if free < needed:
        return f"The disk is full: {needed // 1_000_000} MB are needed here, {free // 1_000_000} MB are free."
    if not 0 < port < 65536:
        return f"There is no port {port}: choose one between 1024 and 65535, such as make demo PORT=9000"
    if taken(port):
        return f"Port {port} is taken, maybe by a school that runs already: make demo PORT={port % 65535 + 1}"
    return ""


def taken(port):
    """Whether something else holds ``port`` on this machine."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return True
    return False


def main(arguments):
    port = int(arguments[0]) if arguments and arguments[0].isdecimal() else 0
    needed = NEEDED_AGAIN if INSTALLED.exists() else NEEDED
    return objection(port=port, version=sys.version_info[:2], free=shutil.disk_usage(".").free, needed=needed)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]) or 0)  # an empty sentence would count as a failure
