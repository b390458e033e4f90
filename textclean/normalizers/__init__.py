"""The rules, one file for each kind of damage; `textclean.presets` says in which order they run."""
