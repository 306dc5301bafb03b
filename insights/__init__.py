"""What a board's answers show when they are read together."""
