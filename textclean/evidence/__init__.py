"""Evidence and what it comes to: scorecards, and the one way from log odds to a probability."""
