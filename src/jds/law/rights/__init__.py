"""Rights of the person: what the law says of terms and notices around them."""
