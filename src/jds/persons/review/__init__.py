"""Doubtful identities: pairs that may be one person, and persons that may be two."""
