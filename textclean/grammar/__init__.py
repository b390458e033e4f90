"""The grammar of compounds, of clauses, of where a mark can have been lost, and of capitals inside
words."""
