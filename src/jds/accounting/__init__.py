"""Who acts, by which proof, on which ground, and who saw what of whom."""
