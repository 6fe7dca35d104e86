"""What the child protection board asks of a record: adoption, foster care, guardianship."""
