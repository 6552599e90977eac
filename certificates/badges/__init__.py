"""Open Badges 3.0: what a certificate says, signed so that anybody's program can verify it without asking us."""
