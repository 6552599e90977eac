"""What the tests of this app share."""

from courses.tests.conftest import coordinator, queries_of, sign_in

__all__ = ["coordinator", "queries_of", "sign_in"]
