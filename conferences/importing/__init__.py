"""A programme from a file: read into plain values, compared with what is planned, confirmed, written."""
