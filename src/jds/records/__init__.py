"""A person's record: on a day in law, as known at a moment."""
