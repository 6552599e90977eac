"""What the tests of this app share."""

from courses.tests.conftest import coordinator, queries_of, sign_in
from webinars.tests.conftest import tasks_wait

__all__ = ["coordinator", "queries_of", "sign_in", "tasks_wait"]
