"""Who may see what of whom, and why: one predicate for every outlet of the register."""
