"""What other apps may hear of. Sent inside the transaction: receivers write rows or enqueue, so all commits or none."""

from django.dispatch import Signal

course_completed = Signal()  # enrollment, now
quiz_graded = Signal()  # attempt, now; also one that fails, and again when it is graded anew
programme_completed = Signal()  # completion, now
