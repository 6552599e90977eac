"""People without an account: their way to a seat by mail, and all they do with it by the link in it."""
