"""Working meetings: closed, by invitation, with an agenda before and minutes afterwards."""
