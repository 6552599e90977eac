"""A school in one file and back: the database, the pictures and documents, the private files."""


class BackupError(Exception):
    """Why a backup cannot be made or brought back, as a sentence for the operator."""
