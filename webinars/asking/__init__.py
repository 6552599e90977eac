"""Questions of events: asked once at registration, kept beside all seats of a person in the event, erased in time."""
