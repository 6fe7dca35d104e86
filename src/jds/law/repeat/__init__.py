"""Earlier disposals of the same articles, in the years before an offence (recidive)."""
