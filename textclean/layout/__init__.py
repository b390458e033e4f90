"""What each part of a document is: paragraph, heading, list item and so on, by its lines."""
