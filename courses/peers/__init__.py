"""Peers read each other's assignments: who reads whom, by whom nobody learns, and what trainers make of it."""
