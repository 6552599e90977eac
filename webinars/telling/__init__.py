"""What a session's news are to those who have no seat in it: who waits, asks, is invited or leads."""
