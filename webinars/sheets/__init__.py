"""Sheets: marks that a phone keeps while the line is away, the list on paper, and the paper that people signed."""
