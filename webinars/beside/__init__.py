"""What stands beside the room: questions with votes, polls, materials, the substitute; kept with the session."""
