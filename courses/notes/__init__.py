"""Notes and bookmarks of one's own on lessons: saved, found again, taken along as a file."""
