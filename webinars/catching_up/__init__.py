"""Attending afterwards: watch or read what was held, answer a short check until a day, and be counted apart."""
