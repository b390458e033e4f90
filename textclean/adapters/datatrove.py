"""A step of datatrove that repairs documents; `pip install datatrove` brings datatrove."""

from __future__ import annotations

from datatrove.pipeline.formatters.base import BaseFormatter

import textclean
from textclean.adapters.documents import cleaned
from textclean.pipeline import Pipeline


class Textclean(BaseFormatter):  # type: ignore[misc]
    """Repairs the text of each document, by a pipeline or by all rules.

    A document whose repair fails is left as it was, and counted in the statistics of the step as
    `failed`.
    """

    name = "🧹 textclean"

    def __init__(self, pipeline: Pipeline | None = None) -> None:
        """Take a pipeline, or that of all rules."""
        super().__init__()
        self.pipeline = pipeline or textclean.pipeline()

    def format(self, text: str) -> str:
        """Return a text repaired."""
        made = cleaned(text, self.pipeline)
        self.stat_update("failed" if made.error else "repaired" if made.edits else "clean")
        return made.text
