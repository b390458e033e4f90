"""What is known of English: its words, counts of clean prose, and what is English at all."""
