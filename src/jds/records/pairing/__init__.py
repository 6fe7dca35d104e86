"""Which message from paper and which digital one state the same fact: compared, and proposed."""
