"""Two people at the same moment, each with a connection of their own."""

import threading

from django.db import close_old_connections, connection, transaction

from courses.exceptions import (
    CohortRefused,
    EnrollmentRefused,
    ImportRefused,
    LearningRefused,
    MarkRefused,
    PostRefused,
)

REFUSED = (CohortRefused, EnrollmentRefused, ImportRefused, LearningRefused, MarkRefused, PostRefused)


def at_once(*calls):
    """Run ``calls`` in threads that start together; their results or refusals, in order."""
    gate, results = threading.Barrier(len(calls), timeout=10), [None] * len(calls)

    def run(place, call):
        try:
            gate.wait()
            results[place] = call()
        except REFUSED as refusal:
            results[place] = refusal
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(calls)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)
    close_old_connections()
    return results


def one_inside_the_other(first, second):
    """Run ``second`` while ``first`` is done and not committed: with a lock it waits, without one it sees nothing."""
    done, overtaken = threading.Event(), threading.Event()

    def slowly():
        with transaction.atomic():
            first()
            done.set()
            overtaken.wait(timeout=1)

    def meanwhile():
        done.wait(timeout=10)
        try:
            return second()
        finally:
            overtaken.set()

    return at_once(slowly, meanwhile)[1]
