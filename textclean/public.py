"""`Public`, of which the public classes are: `dir` and `help` name what one calls."""

from __future__ import annotations

from collections.abc import Iterable
from types import MemberDescriptorType


class Public(type):
    """The kind of a public class.

    Half of what `help` would say of such a class is what Python and attrs put into each: how it is
    compared, hashed, pickled, and fields without a word on them. All of that is there, and `dir` of
    the class leaves it out, as it may: people ask it. So `help(textclean)` is a text to read.

    >>> class Story(metaclass=Public):
    ...     def headline(self): ...
    >>> dir(Story)
    ['headline']
    """

    def __dir__(cls) -> Iterable[str]:
        own = [one for one in cls.__mro__ if one.__module__ != "builtins"]
        return {
            name
            for one in own
            for name, value in vars(one).items()
            if not (name.startswith("_") or isinstance(value, MemberDescriptorType))
        }
