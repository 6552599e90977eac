"""A course as one file: packed here, looked over and unpacked elsewhere. Pages and what they show; no people."""
