"""How fast the pages are: requests per second, p50/p95 and server CPU milliseconds per request.

    python benchmarks/pages.py                                   SQLite
    DATABASE_URL=postgres://… python benchmarks/pages.py         PostgreSQL

Loads the demo school into a database of its own, enrolls 450 people in one course, starts gunicorn with one worker a
core on loopback, and asks each page ``REQUESTS`` times, one request a core at a time, as a signed-in participant; all
of them in turn, ``ROUNDS`` times, after a round that is not counted. CPU is user plus system time of the worker
processes, read from /proc. Prints the medians of the rounds as a Markdown table for docs/performance.md, and the lowest
and the highest CPU.
"""

import http.client
import os
import pathlib
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor

ROOT = pathlib.Path(__file__).resolve().parents[1]
REQUESTS = int(os.environ.get("REQUESTS", "200"))
ROUNDS = int(os.environ.get("ROUNDS", "5"))
CONNECTIONS = os.cpu_count()  # one request a core at a time: more would count the threads’ quarrels for the core
TICK = os.sysconf("SC_CLK_TCK")
MOODLE_CPU_MS = {"front page": 53, "course": 80, "lesson": 51, "my learning": 97, "quiz question": 59, "feed, cold": 36}


def prepare():
    """A database with the demo school, 450 enrolled people and a participant with 60 calendar entries."""
    import django  # noqa: PLC0415 -- the environment must be set first

    django.setup()
    from django.core.management import call_command  # noqa: PLC0415 -- needs django.setup

    call_command("migrate", verbosity=0)
    call_command("load_demo", verbosity=0)
    from benchmarks.scene import build  # noqa: PLC0415 -- needs django.setup

    return build()


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def start_server(port, *, workers=None):
    command = [sys.executable, "-m", "gunicorn", "lms.wsgi", "--config", "/dev/null"]
    command += [
        "--bind",
        f"127.0.0.1:{port}",
        "--workers",
        str(workers or os.cpu_count()),
        "--threads",
        "1",
        "--log-level",
        "error",
    ]
    server = subprocess.Popen(command, cwd=ROOT)
    for _ in range(100):
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
            return server
        except OSError:
            time.sleep(0.1)
    raise SystemExit("gunicorn did not start")


def cpu_seconds(pid):
    """User and system time of the workers: the children of the gunicorn master."""
    total = 0
    for stat in pathlib.Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = stat.read_text().rsplit(")", 1)[1].split()
        except OSError:
            continue
        if int(fields[1]) == pid:
            total += int(fields[11]) + int(fields[12])
    return total / TICK


def ask(port, path, headers, times):
    """``times`` requests over one kept-alive connection; the seconds each took."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    spent, status = [], 0
    for _ in range(times):
        began = time.perf_counter()
        connection.request("GET", path, headers=headers)
        response = connection.getresponse()
        response.read()
        spent.append(time.perf_counter() - began)
        status = response.status
    connection.close()
    return spent, status


def measure(port, pid, path, headers, *, times):
    """One round of a page: its status, requests per second, p50, p95 and CPU in milliseconds."""
    cpu, began = cpu_seconds(pid), time.perf_counter()
    with ThreadPoolExecutor(CONNECTIONS) as pool:
        runs = list(pool.map(lambda _: ask(port, path, headers, times // CONNECTIONS), range(CONNECTIONS)))
    wall = time.perf_counter() - began
    spent = sorted(second for run, _ in runs for second in run)
    count = len(spent)
    return {
        "status": runs[0][1],
        "rps": count / wall,
        "p50": spent[count // 2] * 1000,
        "p95": spent[int(count * 0.95)] * 1000,
        "cpu": (cpu_seconds(pid) - cpu) * 1000 / count,
    }


def rounds(pages, port, pid):
    """By page, what each round of it measured: the machine is shared, and no single round can be trusted."""
    measured = {name: [] for name, _path, _headers in pages}
    for turn in range(ROUNDS + 1):
        for name, path, headers in pages:
            measured[name].append(measure(port, pid, path, headers, times=REQUESTS if turn else 40))
    return {name: runs[1:] for name, runs in measured.items()}


def row(name, runs):
    """A line of the table."""
    bar = MOODLE_CPU_MS.get(name)
    middle = {what: statistics.median(run[what] for run in runs) for what in runs[0]}
    cpu = [run["cpu"] for run in runs]
    return (
        f"| {name} | {middle['status']} | {middle['rps']:.0f} | {middle['p50']:.1f} | {middle['p95']:.1f} "
        f"| {middle['cpu']:.1f} ({min(cpu):.1f}–{max(cpu):.1f}) | {bar / 5 if bar else '–'} |"
    )


def main():
    workspace = tempfile.mkdtemp(prefix="school-benchmark-")
    os.environ.update(DJANGO_SETTINGS_MODULE="lms.settings.dev", DEBUG="no", VAR_DIR=workspace)
    sys.path.insert(0, str(ROOT))
    pages = prepare()
    port = free_port()
    server = start_server(port)
    try:
        measured = rounds(pages, port, server.pid)
    finally:
        server.terminate()
        server.wait(timeout=20)
    print("| page | status | requests/s | p50 ms | p95 ms | CPU ms | a fifth of Moodle's |")
    print("|---|---:|---:|---:|---:|---:|---:|")
    for name, runs in measured.items():
        print(row(name, runs))


if __name__ == "__main__":
    main()
