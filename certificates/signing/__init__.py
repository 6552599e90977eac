"""PAdES: PDFs signed with the school's own key, so that any PDF reader tells whether one was changed."""
