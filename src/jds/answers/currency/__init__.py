"""What an answer may claim of its own currency, and what is advised while something is missing."""
