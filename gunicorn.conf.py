"""gunicorn: threads, because a page waits for the database more than it computes; one process a core."""

import multiprocessing
import os

bind = os.environ.get("BIND", "127.0.0.1:8000")
workers = int(os.environ.get("WEB_WORKERS", multiprocessing.cpu_count()))
worker_class = "gthread"
threads = 4
timeout = 60
max_requests = 5000
max_requests_jitter = 500
accesslog = None  # addresses hold feed tokens; the reverse proxy in docs/operations.md logs without them
errorlog = "-"
loglevel = "warning"
