"""What other apps may hear of. Sent inside the transaction: receivers write rows or enqueue, so all commits or none."""

from django.dispatch import Signal

session_attended = Signal()  # person, session, now
