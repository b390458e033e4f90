"""Repairs a column of text in Arrow's batches and tables, which data engines hand to functions.

    Cleaner("text")(batch)

is what Ray Data, Spark, Hugging Face `datasets`, Polars and DuckDB call; `docs/how-to/corpus.md`
has an example of each. The extra `arrow` brings pyarrow, which is imported here, in
`textclean.corpus` and nowhere else.
"""

from textclean.adapters.arrow.cleaner import ADDED, Cleaner, clean_array, clean_batch

__all__ = ["ADDED", "Cleaner", "clean_array", "clean_batch"]
