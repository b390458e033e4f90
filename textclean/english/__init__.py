"""English: its word lists, counts of clean prose, and whether a passage is English."""
