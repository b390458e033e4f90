"""How Sphinx builds the site: `nox -s docs`, or `sphinx-build -W docs build/site`.

Pages are written in Markdown (MyST). What is in the code is generated from it, by `generate.py`,
into `docs/generated/` when a build begins. A link to what a page is made from, which is there for
whoever reads in the repository, leads to that page on the site.
"""

from __future__ import annotations

import sys
from pathlib import Path

from sphinx.application import Sphinx

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE))

import generate  # noqa: E402  (beside this file, which Sphinx does not put on the path)

import textclean  # noqa: E402

project = "textclean"
author = "The developers of textclean"
release = version = textclean.__version__

extensions = ["myst_parser", "sphinx.ext.autodoc", "sphinx_copybutton"]
myst_enable_extensions = ["deflist"]
myst_heading_anchors = 4
# Blocks of the golden cases and of terminals are in no language of their own.
highlight_language = "text"
# In docstrings a word between backticks is code.
default_role = "literal"
autodoc_typehints = "none"  # the signature has them
autodoc_member_order = "bysource"
autodoc_class_signature = "separated"

# What is copied from a transcript are its commands.
copybutton_prompt_text = "$ "
copybutton_line_continuation_character = "\\"

html_theme = "furo"
html_title = "textclean"
html_static_path = ["pictures"]
html_copy_source = False
html_show_sourcelink = False


def setup(app: Sphinx) -> None:
    """Generate the pages that are made from the code before Sphinx looks for pages, and have links
    lead to them.
    """
    app.connect("builder-inited", lambda _: generate.main())
    app.connect("source-read", _lead_to_generated_pages)


def _lead_to_generated_pages(app: Sphinx, name: str, source: list[str]) -> None:
    """Set the links of a page, of which `source` holds the text, as they are on the site."""
    source[0] = generate.linked(source[0], Path(app.env.doc2path(name)).parent)
