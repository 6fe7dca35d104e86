"""Answers (verstrekkingen): what was told to whom, on which ground, and what it rested on."""
