"""What the law says as dated data, and small pure functions that say what follows from it.

The values, their days and their sources stand in `data/`, one rule a file, for a lawyer to read.
Nothing in this room reads a clock, a database or a setting: the rules are read once, by an
explicit call of `jds.law.rules.load_law`, and handed on.
"""
