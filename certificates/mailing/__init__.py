"""Mails about certificates on their way: each is a row that waits, left, or came back; see decision 0069."""
