"""Speakers of a programme, who complete their own card by a link and say whether they come."""
