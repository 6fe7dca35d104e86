"""Sources (bronnen): who may send, what has arrived of each, and how current each one is."""
