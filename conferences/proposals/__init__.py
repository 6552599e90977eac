"""A call for proposals: proposed by anybody, reviewed and decided by coordinators."""
