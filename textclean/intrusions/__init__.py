"""What was pasted into a text and is no part of it."""
