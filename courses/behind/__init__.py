"""Who of a cohort is behind, and why: what holds each of them up, and whose turn it is."""
