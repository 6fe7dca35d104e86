"""Pages for people. They show what they are handed and read no table."""
