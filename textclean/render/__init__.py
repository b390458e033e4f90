"""Reports in the forms that people and programs read: a module for each, loaded when asked for."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from textclean.render.renderer import Renderer

# The formats of output, and the module and the class that writes each.
OUTPUT_FORMATS: Mapping[str, str] = MappingProxyType(
    {
        "full": "full.Full",
        "concise": "concise.Concise",
        "grouped": "grouped.Grouped",
        "json": "json.Json",
        "json-lines": "json_lines.JsonLines",
        "sarif": "sarif.Sarif",
        "github": "github.GitHub",
        "patch": "patch.Patch",
    }
)


def renderer_of(name: str) -> type[Renderer]:
    """Return the renderer of an output format."""
    module, _, kind = OUTPUT_FORMATS[name].partition(".")
    found: type[Renderer] = getattr(import_module(f"textclean.render.{module}"), kind)
    return found
