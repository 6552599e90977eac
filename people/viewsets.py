"""Admin screens of this app."""

VIEWSETS = []
