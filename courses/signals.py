"""What other apps may hear of. Sent inside the transaction: receivers write rows or enqueue, so all commits or none."""

from django.dispatch import Signal

course_completed = Signal()  # enrollment, now
programme_completed = Signal()  # completion, now
