"""Organizations register their people: named by a contact, replaced, taken back, answered for."""
