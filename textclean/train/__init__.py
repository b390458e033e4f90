"""Makes the weights and counts that ship; never imported when textclean runs."""
