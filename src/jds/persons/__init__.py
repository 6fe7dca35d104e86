"""Persons: subjects, the numbers they are found by, and who is who."""
