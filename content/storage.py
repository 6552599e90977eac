"""Where files are kept that have no address of their own."""

from django.core.files.storage import storages


def private_storage():
    """Nothing serves this folder; a view hands its files to those who may have them."""
    return storages["private"]
