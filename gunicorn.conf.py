"""gunicorn: threads, because a page waits for the database more than it computes; one process a core."""

import multiprocessing
import os

from lms.settings import environment as env

bind = env.text("BIND", "127.0.0.1:8000")
workers = env.number("WEB_WORKERS", multiprocessing.cpu_count())
worker_class = "gthread"
threads = 4
timeout = 60
max_requests = 5000
max_requests_jitter = 500
worker_tmp_dir = "/dev/shm" if os.path.isdir("/dev/shm") else None  # a slow disk must not look like a worker that hangs
control_socket_disable = True  # nobody uses it, and a hardened service has no home to keep it in
accesslog = None  # addresses hold feed tokens; the reverse proxy in docs/operations.md logs without them
errorlog = "-"
loglevel = "warning"
