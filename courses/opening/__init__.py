"""When modules and steps open: rules, what they mean in words, and what is closed to one person."""
