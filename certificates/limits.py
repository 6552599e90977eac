"""Guessing is slowed: who asked in vain too often waits. What was right is never counted: who is honest does not."""

from people.limits import Limit, address_of

__all__ = ["NAMES", "NAMES_OF_ONE", "NUMBERS", "Limit", "address_of"]

NUMBERS = Limit("numbers", tries=20, seconds=600)  # by address: well-formed numbers and files that nobody has
NAMES = Limit("names", tries=10, seconds=600)  # by address: names that do not match
NAMES_OF_ONE = Limit("names-of-one", tries=30, seconds=3600)  # by certificate, whoever asks
