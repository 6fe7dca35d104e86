"""Weights and duplicates found beside the register, with splink (optional extra `linkage`).

The running system needs none of this, and nothing here decides anything: what comes of it is a file
for people to read before they adopt it, and a list for people to look at.
"""
