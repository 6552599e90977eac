"""Assignments: what is handed in, until when, how it is marked, and who may see it."""
