"""Refusals of this app, worded for the person who reads them."""


class EnrollmentRefused(Exception):
    """There is no place in the cohort for this person now; the text says why."""


class LearningRefused(Exception):
    """A lesson or quiz cannot be worked on now; the text says why."""
