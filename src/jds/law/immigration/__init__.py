"""What the immigration service asks of a record: nationality, and permits to stay."""
