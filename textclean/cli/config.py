"""Settings: what `[tool.textclean]` in `pyproject.toml` or a `textclean.toml` may say.

The configuration nearest to a file holds for it, whole: nothing is merged from folders above. In
one folder `textclean.toml` goes before `pyproject.toml`, and a `pyproject.toml` without a
`[tool.textclean]` table is passed over.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Callable, Hashable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import attrs

from textclean.errors import ConfigurationError, TextcleanError, UnknownNameError, unknown
from textclean.normalizer import Normalizer, load
from textclean.pipeline import DEFAULT_MIN_CONFIDENCE, Pipeline
from textclean.presets import PRESETS, RULES

# In the order in which they are looked for in a folder.
FILES = ("textclean.toml", "pyproject.toml")

DEFAULT_INCLUDE = ("*.txt", "*.text")
DEFAULT_MAX_FILE_SIZE = 10_000_000

Options = tuple[tuple[str, Hashable], ...]


@attrs.frozen
class Settings:
    """What holds for one file. Hashable and picklable, so that worker processes can share it.

    `exclude` pairs each pattern with the folder that it is relative to; `max_file_size` is in
    bytes, and 0 sets no limit; `rules` holds the options of each rule that has a table.
    """

    preset: str = "wire"
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    min_confidence: float = DEFAULT_MIN_CONFIDENCE
    include: tuple[str, ...] = DEFAULT_INCLUDE
    exclude: tuple[tuple[Path, str], ...] = ()
    force_exclude: bool = False
    encoding: str | None = None
    max_file_size: int = DEFAULT_MAX_FILE_SIZE
    output_format: str | None = None
    statistics: bool = False
    exit_non_zero_on_fix: bool = False
    jobs: int = 1
    rules: tuple[tuple[str, Options], ...] = ()
    origin: Path | None = None

    @property
    def names(self) -> tuple[str, ...]:
        """The rules that run, in their order: those selected, or else those of the preset."""
        chosen = self.select or PRESETS[self.preset]
        return tuple(name for name in RULES if name in chosen and name not in self.ignore)

    def pipeline(self) -> Pipeline:
        """Return the pipeline that these settings describe.

        Raises `ConfigurationError` where no rule is left or an option of a rule is wrong.
        """
        return _pipeline(self)


@cache
def _pipeline(settings: Settings) -> Pipeline:
    """Build the pipeline of `settings` once for all the files that share them."""
    if not settings.names:
        raise ConfigurationError("--select and --ignore leave no rule to run; select another")
    options = dict(settings.rules)
    with_options = (
        _configured(load(name), options.get(name, ()), settings.origin) for name in settings.names
    )
    return Pipeline(tuple(with_options), settings.min_confidence)


def _configured(rule: Normalizer, options: Options, origin: Path | None) -> Normalizer:
    """Return the rule with the options of its table, each of the type of its default."""
    try:
        configured = rule.configured(**dict(options))
    except UnknownNameError as error:
        raise ConfigurationError(f"{origin}: {error}") from None
    for name, value in options:
        if problem := _unlike(rule.defaults[name], value):
            raise ConfigurationError(f'{origin}: "{name}" of {rule.name} must be {problem}')
    return configured


def _unlike(default: Any, value: Any) -> str:
    """Say what `value` should be if it is of another type than `default`, else say nothing."""
    if isinstance(default, tuple):
        is_list = isinstance(value, tuple) and all(
            isinstance(item, type(default[0]) if default else str) for item in value
        )
        return "" if is_list else "a list of texts"
    if isinstance(default, bool):
        return "" if isinstance(value, bool) else "true or false"
    if isinstance(default, int | float):
        is_number = isinstance(value, int | float) and not isinstance(value, bool)
        return "" if is_number else "a number"
    return "" if isinstance(value, str) else "a text"


def listed(value: object) -> tuple[str, ...]:
    """Return the names in a list, or in a text with commas between them."""
    if isinstance(value, str):
        value = value.split(",")
    if not isinstance(value, list | tuple) or not all(isinstance(item, str) for item in value):
        raise ConfigurationError("must be a list of texts")
    return tuple(item.strip() for item in value if item.strip())


def rule_names(value: object) -> tuple[str, ...]:
    """Return the names in a list of rules, each checked."""
    names = listed(value)
    for name in names:
        if name not in RULES:
            raise ConfigurationError(unknown("rule", name, RULES))
    return names


def selected_names(value: object) -> tuple[str, ...]:
    """Return the names in a list of rules, at least one."""
    if not (names := rule_names(value)):
        raise ConfigurationError("names no rule; name one, or leave it out")
    return names


def preset_name(value: object) -> str:
    """Return the name of a preset, checked."""
    if not isinstance(value, str):
        raise ConfigurationError("must be the name of a preset")
    if value not in PRESETS:
        raise ConfigurationError(unknown("preset", value, PRESETS))
    return value


def probability(value: object) -> float:
    """Return a number from 0 to 1."""
    try:
        number = float(value) if isinstance(value, str | int | float) else -1.0
    except ValueError:
        number = -1.0
    if isinstance(value, bool) or not 0 <= number <= 1:
        raise ConfigurationError("must be a number from 0 to 1")
    return number


def size(value: object) -> int:
    """Return a number of bytes, given as a number or as `500K`, `10M` or `2G`; 0 is no limit."""
    match = re.fullmatch(r"(\d+)\s*([KMG]?)B?", str(value).strip(), re.IGNORECASE)
    if match is None:
        raise ConfigurationError("must be a number of bytes, for instance 500K or 10M")
    return int(match[1]) * {"": 1, "K": 10**3, "M": 10**6, "G": 10**9}[match[2].upper()]


def count(value: object) -> int:
    """Return a whole number that is not negative."""
    if isinstance(value, bool) or not re.fullmatch(r"\d+", str(value)):
        raise ConfigurationError("must be a whole number, 0 or more")
    return int(str(value))


def flag(value: object) -> bool:
    """Return true or false."""
    if not isinstance(value, bool):
        raise ConfigurationError("must be true or false")
    return value


def encoding_name(value: object) -> str:
    """Return the name of an encoding of text, checked."""
    try:
        "".encode(str(value))
        return codecs.lookup(str(value)).name
    except (LookupError, ValueError):
        raise ConfigurationError(f'"{value}" is no encoding; try utf-8 or cp1252') from None


def output_format(value: object) -> str:
    """Return the name of an output format, checked."""
    formats = ("full", "concise", "json")
    if value not in formats:
        raise ConfigurationError(unknown("output format", str(value), formats))
    return str(value)


KEYS: Mapping[str, Callable[[object], Any]] = {
    "preset": preset_name,
    "select": selected_names,
    "ignore": rule_names,
    "min-confidence": probability,
    "include": listed,
    "exclude": listed,
    "force-exclude": flag,
    "encoding": encoding_name,
    "max-file-size": size,
    "output-format": output_format,
    "statistics": flag,
    "exit-non-zero-on-fix": flag,
    "jobs": count,
}


def settings_from(table: Mapping[str, Any], origin: Path) -> Settings:
    """Return the settings that the table of a configuration file states.

    Raises `ConfigurationError` that names the file, the key and what is wrong.
    """
    values: dict[str, Any] = {"origin": origin}
    rules = {}
    for key, value in table.items():
        # `encoding` is a key and a rule: a text means the one, a table the other.
        if key in RULES and (isinstance(value, dict) or key not in KEYS):
            rules[key] = _rule_options(key, value, origin)
        elif key in KEYS:
            values[key.replace("-", "_")] = _converted(key, value, origin)
        else:
            raise ConfigurationError(f"{origin}: {unknown('key', key, [*KEYS, *RULES])}")
    patterns = values.get("exclude", ())
    values["exclude"] = tuple((origin.parent, pattern) for pattern in patterns)
    return Settings(**values, rules=tuple(sorted(rules.items())))


def _converted(key: str, value: object, origin: Path) -> Any:
    """Convert the value of a key, naming file and key where it cannot be."""
    try:
        return KEYS[key](value)
    except TextcleanError as error:
        raise ConfigurationError(f'{origin}: "{key}": {error}') from None


def _rule_options(rule: str, table: object, origin: Path) -> Options:
    """Return the options in a rule's table: names as Python spells them, lists as tuples."""
    if not isinstance(table, dict):
        raise ConfigurationError(f'{origin}: "{rule}" must be a table of options of the rule')
    return tuple(sorted((key.replace("-", "_"), _frozen(value)) for key, value in table.items()))


def _frozen(value: Any) -> Hashable:
    """Return a value of TOML in a form that can be hashed."""
    if isinstance(value, list):
        return tuple(_frozen(item) for item in value)
    if isinstance(value, dict):
        return tuple(sorted((key, _frozen(item)) for key, item in value.items()))
    frozen: Hashable = value
    return frozen


def load_file(path: Path) -> Settings | None:
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
    if path.name != "pyproject.toml":
        return settings_from(table, path)
    own = table["tool"].get("textclean") if isinstance(table.get("tool"), dict) else None
    if own is not None and not isinstance(own, dict):
        raise ConfigurationError(f'{path}: "tool.textclean" must be a table')
    return None if own is None else settings_from(own, path)


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
            own = (load_file(folder / name) for name in FILES if (folder / name).is_file())
            nearest = next((settings for settings in own if settings), None)
            if nearest is None:
                is_root = folder == folder.parent
                nearest = Settings() if is_root else self._nearest(folder.parent)
            self._stated_in[folder] = nearest
        return self._stated_in[folder]

    def _overridden(self, settings: Settings) -> Settings:
        """Lay the command line over the settings of a file.

        What is selected there is selected whatever a file ignores; patterns and rules to leave out
        are added to those of the file.
        """
        values = dict(self.overrides)
        if "select" in values:
            settings = attrs.evolve(settings, ignore=())
        for name in ("ignore", "exclude"):
            values[name] = getattr(settings, name) + values.get(name, ())
        return attrs.evolve(settings, **values)
