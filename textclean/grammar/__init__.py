"""The grammar of compounds, of clauses, and of capitals inside words."""
