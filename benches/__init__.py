"""How fast textclean is, measured beside what a Python user knows."""
