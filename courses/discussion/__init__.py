"""Questions under lessons: asked, answered, kept in order, found again, and told of by a daily mail."""
