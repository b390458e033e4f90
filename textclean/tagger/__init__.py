"""What the trained models say of each gap and each word of a text."""
