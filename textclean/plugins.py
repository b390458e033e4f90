"""Rules of other packages, which register them under the entry point group `textclean.normalizers`.

To read what is installed takes some ten milliseconds: it is done once, when a name is wanted that
is none of ours.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from textclean.errors import PluginError

if TYPE_CHECKING:
    from importlib.metadata import EntryPoint

GROUP = "textclean.normalizers"


@cache
def registered(own: frozenset[str]) -> dict[str, EntryPoint]:
    """Return what is registered, by the name of the rule, in alphabetical order.

    Raises `PluginError` where two packages register one name, or one the name of a rule of our
    `own`.
    """
    from importlib.metadata import entry_points

    found: dict[str, EntryPoint] = {}
    for entry in sorted(entry_points(group=GROUP), key=lambda entry: (entry.name, package(entry))):
        if entry.name in own:
            raise PluginError(
                f'the package {package(entry)} has a rule "{entry.name}", which is the name of a '
                "rule of textclean; uninstall the package, or have the rule renamed"
            )
        if entry.name in found:
            raise PluginError(
                f"the packages {package(found[entry.name])} and {package(entry)} both have a rule "
                f'"{entry.name}"; uninstall one of them'
            )
        found[entry.name] = entry
    return found


def imported(entry: EntryPoint) -> object:
    """Import what is registered. Raises `PluginError` where that fails."""
    try:
        return entry.load()
    except Exception as error:
        says = " ".join(str(error).split())
        raise PluginError(
            f'the rule "{entry.name}" of the package {package(entry)} cannot be imported '
            f"({type(error).__name__}: {says}); repair or uninstall the package"
        ) from error


def package(entry: EntryPoint) -> str:
    """Return the name of the package that an entry point is of, as it is installed."""
    return entry.dist.name if entry.dist else "?"
