"""What an answer may claim about its own currency, as rules: sources, gaps, risks, terms."""
