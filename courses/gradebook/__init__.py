"""The gradebook: what counts in a course and how much, who has which mark, and marks that a trainer set instead."""
