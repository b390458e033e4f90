"""What a token is, and where sentences end."""
