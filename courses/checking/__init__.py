"""What is looked over on the pages of courses beyond their texts, and the report on all pages with findings."""
