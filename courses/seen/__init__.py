"""What learners saw on a date: which revision of a page of a course was public then."""
