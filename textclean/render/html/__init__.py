"""Repairs as a page of HTML: one file that needs no network, and no JavaScript to be read."""
