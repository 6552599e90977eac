"""Study visits and internships: what is told and asked of those alone who take part."""
