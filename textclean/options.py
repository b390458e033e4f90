"""The values of options: each is checked against its type where it is set, and frozen.

The type is that of the annotation: `bool`, `str`, `int`, `float`, `Literal[…]` or a
`tuple[…, ...]` of one of them. An option with another annotation, or none, takes any value that
can be hashed.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import Any, Literal, TypeVar, get_args, get_origin

from textclean.errors import ConfigurationError

Value = TypeVar("Value")

_LONGEST_SHOWN = 40  # characters of a value in an error

_WANTED = {
    bool: "true or false",
    str: "a string",
    int: "a whole number",
    float: "a number",
}
_LISTS = {
    bool: "a list of true and false",
    str: "a list of strings",
    int: "a list of whole numbers",
    float: "a list of numbers",
}


def typed(value: object, annotation: Any) -> Hashable:
    """Return a value as the type of an option wants it: lists as tuples, strings as `str`.

    Raises `ConfigurationError`, which says what the value must be but not whose it is.

    >>> typed(["which is the"], tuple[str, ...])
    ('which is the',)
    """
    if get_origin(annotation) is Literal:
        choices = get_args(annotation)
        frozen = _frozen(value)
        if not any(type(frozen) is type(choice) and frozen == choice for choice in choices):
            stated = " or ".join(map(_shown, choices))
            raise ConfigurationError(f"must be {stated}, not {_shown(value)}")
        return frozen
    if get_origin(annotation) is tuple and get_args(annotation)[1:] == (...,):
        return _list(value, get_args(annotation)[0])
    if annotation in _WANTED and not _is(annotation, value):
        raise ConfigurationError(f"must be {_WANTED[annotation]}, not {_shown(value)}")
    return float(value) if annotation is float else _frozen(value)  # type: ignore[arg-type]


def probability(value: object) -> float:
    """Return a number from 0 to 1. Raises `ConfigurationError` where it is none."""
    if not (_is(float, value) and 0 <= value <= 1):  # type: ignore[operator]
        raise ConfigurationError(f"must be a number from 0 to 1, not {_shown(value)}")
    return float(value)  # type: ignore[arg-type]


def named(whose: str, check: Callable[[object], Value], value: object) -> Value:
    """Return what a check makes of a value.

    Raises `ConfigurationError`, which says whose value it is and then what it must be.
    """
    try:
        return check(value)
    except ConfigurationError as error:
        raise ConfigurationError(f"{whose} {error}") from None


def _list(value: object, kind: Any) -> Hashable:
    """Return a list as a tuple, each of its items checked."""
    wanted = _LISTS.get(kind, "a list")
    if isinstance(value, str) and kind is str:
        raise ConfigurationError(f"must be {wanted}, not a string; did you mean [{_shown(value)}]?")
    if not isinstance(value, list | tuple):
        raise ConfigurationError(f"must be {wanted}, not {_shown(value)}")
    for item in value:
        try:
            typed(item, kind)
        except ConfigurationError:
            raise ConfigurationError(f"must be {wanted}, and {_shown(item)} is none") from None
    return tuple(typed(item, kind) for item in value)


def _is(kind: Any, value: object) -> bool:
    """Whether a value is of a kind; truth is no number, and a whole number is one."""
    if kind in (int, float) and isinstance(value, bool):
        return False
    return isinstance(value, int | float if kind is float else kind)


def _frozen(value: object) -> Hashable:
    """Return a value in a form that can be hashed."""
    if isinstance(value, str):
        return str.__str__(value)
    if isinstance(value, list | tuple):
        return tuple(map(_frozen, value))
    if isinstance(value, dict):
        return tuple(sorted((str(key), _frozen(item)) for key, item in value.items()))
    if isinstance(value, set):
        return frozenset(map(_frozen, value))
    if not isinstance(value, Hashable):
        raise ConfigurationError(f"must be a value that can be hashed, not {_shown(value)}")
    return value


def _shown(value: object) -> str:
    """Return a value as Python writes it, but strings as TOML does, and long ones cut.

    >>> _shown("no"), _shown(True), _shown(list(range(100)))
    ('"no"', 'True', '[0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11,…')
    """
    shown = f'"{value}"' if isinstance(value, str) else repr(value)
    shown = " ".join(shown.split())
    return shown if len(shown) <= _LONGEST_SHOWN else f"{shown[: _LONGEST_SHOWN - 1].rstrip()}…"
