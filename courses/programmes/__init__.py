"""Programmes of courses: their page, progress over their courses, completion."""
