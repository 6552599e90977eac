"""Refusals of this app, worded for the person who reads them."""


class CertificateRefused(Exception):
    """A certificate cannot be issued or revoked; the text says why."""
