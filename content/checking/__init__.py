"""What is looked over before a page is published: a registry of checks, and what they found, kept for the report."""
