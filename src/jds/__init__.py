"""OpenJDS: a judicial documentation register that says how current each answer is."""
