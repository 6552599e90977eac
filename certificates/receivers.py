"""Certificates follow completions."""
