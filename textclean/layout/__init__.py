"""What each part of a document is, by the form of its lines."""
