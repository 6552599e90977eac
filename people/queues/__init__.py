"""Whose turn it is in a queue for seats, and what happens to a place in it; for cohorts and sessions alike."""
