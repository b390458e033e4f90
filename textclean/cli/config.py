"""Settings: what `[tool.textclean]` in `pyproject.toml` or a `textclean.toml` may say.

The configuration nearest to a file holds for it, whole: nothing is merged from folders above. In
one folder `textclean.toml` goes before `pyproject.toml`, and a `pyproject.toml` without a
`[tool.textclean]` table is passed over. Only a file that is named by `extend` is merged: what the
file itself states goes before it, key by key, and within the tables of rules option by option.
"""

from __future__ import annotations

import codecs
import os
import re
from collections.abc import Callable, Mapping
from contextlib import suppress
from math import inf
from pathlib import Path
from types import MappingProxyType
from typing import Any

import attrs

from textclean import presets
from textclean.errors import ConfigurationError, TextcleanError, unknown
from textclean.normalizer import is_rule, load
from textclean.options import probability, typed
from textclean.pipeline import DEFAULT_MIN_CONFIDENCE, Pipeline
from textclean.presets import PRESETS, RULES
from textclean.protection import pattern_of, patterns
from textclean.render import OUTPUT_FORMATS

# In the order in which they are looked for in a folder.
FILES = ("textclean.toml", "pyproject.toml")

# The key that names another file of configuration, whose settings hold where this one has none.
EXTEND = "extend"

# What other tools call formats of output.
_OUTPUT_ALSO_CALLED = MappingProxyType({"jsonl": "json-lines", "ndjson": "json-lines"})

DEFAULT_INCLUDE = ("*.txt", "*.text")
DEFAULT_MAX_FILE_SIZE = 10_000_000


@attrs.frozen
class Settings:
    """What holds for one file. Hashable and picklable, so that worker processes can share it.

    `exclude` pairs each pattern with the folder that it is relative to, and `per_file_ignores` also
    with the rules that are left out where it matches; `max_file_size` is in bytes and `timeout` in
    seconds, and 0 sets no limit; without `jobs` as many processes work as it pays to start; `rules`
    holds the options of each rule that has a table; `stated` pairs each key and each rule with a
    table with the file that says so.
    """

    preset: str = "wire"
    select: tuple[str, ...] = ()
    extend_select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    min_confidence: float = DEFAULT_MIN_CONFIDENCE
    protect: tuple[str, ...] = ()
    expect_damage: float | None = None
    terms: tuple[str, ...] = ()
    per_file_ignores: tuple[tuple[Path, str, tuple[str, ...]], ...] = ()
    include: tuple[str, ...] = DEFAULT_INCLUDE
    exclude: tuple[tuple[Path, str], ...] = ()
    force_exclude: bool = False
    encoding: str | None = None
    max_file_size: int = DEFAULT_MAX_FILE_SIZE
    timeout: float = 0.0
    output_format: str | None = None
    statistics: bool = False
    exit_non_zero_on_fix: bool = False
    jobs: int | None = None
    rules: tuple[tuple[str, presets.Options], ...] = ()
    origin: Path | None = None
    stated: tuple[tuple[str, Path], ...] = attrs.field(default=(), eq=False)

    @property
    def names(self) -> tuple[str, ...]:
        """The rules that run, in their order; see `textclean.presets.chosen`."""
        return presets.chosen(self.preset, self.select, self.extend_select, self.ignore)

    def pipeline(self) -> Pipeline:
        """Return the pipeline that these settings describe, the same one for the same settings.

        A table of options for a rule that does not run says nothing: the command line may select
        the rule. Raises `ConfigurationError` where no rule is left or one cannot be used.
        """
        names = self.names
        return presets.pipeline(
            select=names,
            min_confidence=self.min_confidence,
            options={rule: dict(stated) for rule, stated in self.rules if rule in names},
            protect=(*self.protect, *map(pattern_of, self.terms)),
            expect_damage=self.expect_damage,
        )


def preset_name(value: object) -> str:
    """Return the name of a preset, checked."""
    if not isinstance(value, str):
        raise ConfigurationError("must be the name of a preset")
    if value not in PRESETS:
        raise ConfigurationError(unknown("preset", value, PRESETS))
    return value


def strings(value: object) -> tuple[str, ...]:
    """Return the strings in a list."""
    return typed(value, tuple[str, ...])  # type: ignore[return-value]


def rules_named(value: object) -> tuple[str, ...]:
    """Return the names in a list, each checked to be that of a rule."""
    return presets.rule_names(strings(value))


def words(value: object) -> tuple[str, ...]:
    """Return the words and phrases in a list, none of them empty."""
    found = strings(value)
    if not all(term.strip() for term in found):
        raise ConfigurationError("has an empty text; take it out")
    return found


def rules_by_pattern(value: object) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Return the rules that each pattern of a table leaves out."""
    if not isinstance(value, dict):
        raise ConfigurationError('must be a table of lists, as in {"*.draft.txt" = ["headings"]}')
    return tuple((pattern, selected_names(names)) for pattern, names in value.items())


def selected_names(value: object) -> tuple[str, ...]:
    """Return the names in a list of rules, at least one."""
    if not (found := rules_named(value)):
        raise ConfigurationError("names no rule; name one, or leave it out")
    return found


def size(value: object) -> int:
    """Return a number of bytes, given as a number or as `500K`, `10M` or `2G`; 0 is no limit."""
    match = re.fullmatch(r"(\d+)\s*([KMG]?)B?", str(value).strip(), re.IGNORECASE)
    if match is None:
        raise ConfigurationError("must be a number of bytes, for instance 500K or 10M")
    return int(match[1]) * {"": 1, "K": 10**3, "M": 10**6, "G": 10**9}[match[2].upper()]


def seconds(value: object) -> float:
    """Return a number of seconds; 0 is no limit."""
    with suppress(ConfigurationError):
        number: float = typed(value, float)  # type: ignore[assignment]
        if 0 <= number < inf:
            return number
    raise ConfigurationError("must be a number of seconds, 0 for no limit")


def count(value: object) -> int:
    """Return a whole number that is not negative."""
    with suppress(ConfigurationError):
        number: int = typed(value, int)  # type: ignore[assignment]
        if number >= 0:
            return number
    raise ConfigurationError("must be a whole number, 0 or more")


def flag(value: object) -> bool:
    """Return true or false."""
    if not isinstance(value, bool):
        raise ConfigurationError("must be true or false")
    return value


def encoding_name(value: object) -> str:
    """Return the name of an encoding of text, checked."""
    if not isinstance(value, str):
        raise ConfigurationError("must be the name of an encoding, a string")
    try:
        "".encode(value)
        return codecs.lookup(value).name
    except (LookupError, ValueError):
        raise ConfigurationError(f'"{value}" is no encoding; try utf-8 or cp1252') from None


def output_format(value: object) -> str:
    """Return the name of an output format, checked."""
    if not isinstance(value, str):
        raise ConfigurationError("must be the name of an output format, a string")
    if value not in OUTPUT_FORMATS:
        raise ConfigurationError(
            unknown("output format", value, OUTPUT_FORMATS, also=_OUTPUT_ALSO_CALLED)
        )
    return value


KEYS: Mapping[str, Callable[[object], Any]] = {
    "preset": preset_name,
    "select": selected_names,
    "extend-select": rules_named,
    "ignore": rules_named,
    "min-confidence": probability,
    "expect-damage": probability,
    "protect": patterns,
    "terms": words,
    "per-file-ignores": rules_by_pattern,
    "include": strings,
    "exclude": strings,
    "force-exclude": flag,
    "encoding": encoding_name,
    "max-file-size": size,
    "timeout": seconds,
    "output-format": output_format,
    "statistics": flag,
    "exit-non-zero-on-fix": flag,
    "jobs": count,
}

# On the command line all is said in strings; these stand for numbers.
_NUMBERS: Mapping[str, Callable[[str], object]] = {
    "min-confidence": float,
    "expect-damage": float,
    "timeout": float,
    "jobs": int,
}


def as_in_a_file(key: str, said: object) -> object:
    """Return what the command line says under a key as a file would state it.

    >>> as_in_a_file("ignore", ["dates, lists", "headings"]), as_in_a_file("timeout", "2.5")
    (('dates', 'lists', 'headings'), 2.5)
    """
    if isinstance(said, list):
        return presets.listed(",".join(said))
    with suppress(ValueError):
        return _NUMBERS[key](said) if key in _NUMBERS else said  # type: ignore[arg-type]
    return said


def settings_from(
    table: Mapping[str, Any], origin: Path, extending: tuple[Path, ...] = ()
) -> Settings:
    """Return the settings that the table of a configuration file states; `extending` are the files
    that lead to it by `extend`.

    Raises `ConfigurationError` that names the file, the key and what is wrong.
    """
    values: dict[str, Any] = {"origin": origin}
    extended = Settings()
    if EXTEND in table:
        extended = _extended(table[EXTEND], origin, (*extending, origin))
    rules = dict(extended.rules)
    for key, value in table.items():
        if key == EXTEND:
            continue
        # `encoding` is a key and a rule: a text means the one, a table the other.
        if key in KEYS and not (key in RULES and isinstance(value, dict)):
            values[key.replace("-", "_")] = _converted(key, value, origin)
        elif key in RULES or (isinstance(value, dict) and is_rule(key)):
            own = dict(_rule_options(key, value, origin))
            rules[key] = tuple(sorted((dict(rules.get(key, ())) | own).items()))
        else:
            raise ConfigurationError(f"{origin}: {unknown('key', key, [*KEYS, EXTEND, *RULES])}")
    if "exclude" in values:
        values["exclude"] = tuple((origin.parent, pattern) for pattern in values["exclude"])
    if "per_file_ignores" in values:
        by_pattern = values["per_file_ignores"]
        values["per_file_ignores"] = tuple((origin.parent, *entry) for entry in by_pattern)
    stated = dict(extended.stated) | dict.fromkeys(table, origin)
    return attrs.evolve(
        extended, **values, rules=tuple(sorted(rules.items())), stated=tuple(stated.items())
    )


def _extended(value: object, origin: Path, extending: tuple[Path, ...]) -> Settings:
    """Return the settings in the file that another extends."""
    if not isinstance(value, str) or not value:
        raise ConfigurationError(f'{origin}: "{EXTEND}": must be the path of a file')
    path = Path(os.path.abspath(origin.parent / value))  # noqa: PTH100 (links are not followed)
    if path in extending:
        raise ConfigurationError(f'{origin}: "{EXTEND}": {path} extends this file; leave one out')
    settings = load_file(path, extending)
    if settings is None:
        raise ConfigurationError(f"{path}: has no [tool.textclean] table; add one")
    return settings


def _converted(key: str, value: object, origin: Path) -> Any:
    """Convert the value of a key, naming file and key where it cannot be."""
    try:
        return KEYS[key](value)
    except TextcleanError as error:
        raise ConfigurationError(f'{origin}: "{key}": {error}') from None


def _rule_options(rule: str, table: object, origin: Path) -> presets.Options:
    """Return the options in a rule's table, checked."""
    if not isinstance(table, dict):
        raise ConfigurationError(f'{origin}: "{rule}" must be a table of options of the rule')
    try:
        return load(rule).configured(**table).options
    except TextcleanError as error:
        raise ConfigurationError(f"{origin}: {error}") from None


def load_file(path: Path, extending: tuple[Path, ...] = ()) -> Settings | None:
    """Return the settings in a configuration file; none if it is a `pyproject.toml` without them.

    Raises `ConfigurationError` where it cannot be read or holds what it may not.
    """
    import tomllib  # many a story has no such file above it

    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise ConfigurationError(
            f"{path}: cannot be read ({str(error.strerror).lower()})"
        ) from None
    except UnicodeDecodeError as error:
        raise ConfigurationError(f"{path}: not UTF-8 at byte offset {error.start}") from None
    except tomllib.TOMLDecodeError as error:
        raise ConfigurationError(f"{path}: not valid TOML: {error}") from None
    own = table["tool"].get("textclean") if isinstance(table.get("tool"), dict) else None
    if path.name != "pyproject.toml":
        if own is not None:
            raise ConfigurationError(
                f"{path}: [tool.textclean] is for pyproject.toml; in this file the settings stand "
                'at the top level, and "tool.textclean" is left out'
            )
        return settings_from(table, path, extending)
    if own is not None and not isinstance(own, dict):
        raise ConfigurationError(f'{path}: "tool.textclean" must be a table')
    return None if own is None else settings_from(own, path, extending)


@attrs.frozen
class Configuration:
    """Finds the settings of each file and lays what the command line says over them."""

    overrides: Mapping[str, Any]
    file: Path | None = None
    isolated: bool = False
    _found: dict[Path, Settings] = attrs.field(factory=dict, init=False)
    _stated_in: dict[Path, Settings] = attrs.field(factory=dict, init=False)

    def of(self, folder: Path) -> Settings:
        """Return the settings of the files in `folder`, which is absolute.

        Raises `ConfigurationError`.
        """
        if folder not in self._found:
            self._found[folder] = self._overridden(self._stated(folder))
        return self._found[folder]

    def _stated(self, folder: Path) -> Settings:
        """Return the settings that the nearest configuration file states."""
        if self.isolated:
            return Settings()
        if self.file:
            settings = load_file(self.file)
            if settings is None:
                raise ConfigurationError(f"{self.file}: has no [tool.textclean] table; add one")
            return settings
        return self._nearest(folder)

    def _nearest(self, folder: Path) -> Settings:
        """Return what the configuration of `folder` states, or else that of its parent."""
        if folder not in self._stated_in:
            # `Path.is_file` raises where the folder may not be entered.
            paths = (path for name in FILES if os.path.isfile(path := folder / name))  # noqa: PTH113
            own = (load_file(path) for path in paths)
            nearest = next((settings for settings in own if settings), None)
            if nearest is None:
                is_root = folder == folder.parent
                nearest = Settings() if is_root else self._nearest(folder.parent)
            self._stated_in[folder] = nearest
        return self._stated_in[folder]

    def _overridden(self, settings: Settings) -> Settings:
        """Lay the command line over the settings of a file.

        What is selected there is selected whatever a file selects or ignores; patterns, and rules
        to run as well or to leave out, are added to those of the file.
        """
        values = dict(self.overrides)
        if "preset" in values:
            settings = attrs.evolve(settings, select=())
        if "select" in values:
            settings = attrs.evolve(settings, extend_select=(), ignore=(), per_file_ignores=())
        wanted = values.get("extend_select", ())
        kept = tuple(name for name in settings.ignore if name not in wanted)
        per_file = tuple(
            (folder, pattern, tuple(name for name in names if name not in wanted))
            for folder, pattern, names in settings.per_file_ignores
        )
        settings = attrs.evolve(settings, ignore=kept, per_file_ignores=per_file)
        for name in ("extend_select", "ignore", "exclude"):
            values[name] = getattr(settings, name) + values.get(name, ())
        return attrs.evolve(settings, **values)
