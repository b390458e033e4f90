"""Configuration: which file holds, what it may say, and how its errors read."""

from __future__ import annotations

from pathlib import Path

import attrs
import pytest

from textclean.cli.config import KEYS, Configuration, Settings, load_file, settings_from
from textclean.errors import ConfigurationError
from textclean.normalizer import load
from textclean.presets import RULES

HERE = Path("/project/textclean.toml")


def written(folder: Path, name: str, text: str) -> Path:
    """Write a configuration file and return its path."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / name
    path.write_text(text)
    return path


def preset_of(folder: Path) -> str:
    """Return the preset that holds in a folder."""
    return Configuration({}).of(folder).preset


def test_the_nearest_file_holds_whole(tmp_path: Path) -> None:
    """The configuration of the nearest parent holds, and nothing is merged from those above it."""
    written(tmp_path, "textclean.toml", 'preset = "minimal"\nmin-confidence = 0.5')
    written(tmp_path / "near", "textclean.toml", "min-confidence = 0.9")
    (tmp_path / "far").mkdir()
    near = Configuration({}).of(tmp_path / "near" / "deep")
    assert (near.preset, near.min_confidence) == ("wire", 0.9)
    assert preset_of(tmp_path / "far") == "minimal"


def test_a_pyproject_without_a_table_is_passed_over(tmp_path: Path) -> None:
    """A `pyproject.toml` of another tool does not hide the configuration above it."""
    written(tmp_path, "pyproject.toml", '[tool.textclean]\npreset = "minimal"')
    written(tmp_path / "sub", "pyproject.toml", "[tool.ruff]\nline-length = 100")
    assert preset_of(tmp_path / "sub") == "minimal"


def test_an_empty_table_is_a_configuration(tmp_path: Path) -> None:
    """An empty table stands for the defaults and ends the search."""
    written(tmp_path, "textclean.toml", 'preset = "minimal"')
    written(tmp_path / "sub", "pyproject.toml", "[tool.textclean]")
    written(tmp_path / "own", "textclean.toml", "")
    assert preset_of(tmp_path / "sub") == preset_of(tmp_path / "own") == "wire"


def test_textclean_toml_goes_before_pyproject(tmp_path: Path) -> None:
    """Of two files in one folder, the one that is about textclean alone holds."""
    written(tmp_path, "textclean.toml", 'preset = "minimal"')
    written(tmp_path, "pyproject.toml", '[tool.textclean]\npreset = "wire"')
    assert preset_of(tmp_path) == "minimal"


def test_isolated_uses_no_file(tmp_path: Path) -> None:
    """`--isolated` takes the defaults, whatever lies around."""
    written(tmp_path, "textclean.toml", 'preset = "minimal"')
    assert Configuration({}, isolated=True).of(tmp_path) == Settings()


def test_a_named_file_holds_everywhere(tmp_path: Path) -> None:
    """`--config` replaces the search."""
    written(tmp_path / "sub", "textclean.toml", "")
    named = written(tmp_path / "other", "desk.toml", 'preset = "minimal"')
    assert Configuration({}, named).of(tmp_path / "sub").preset == "minimal"


def test_a_named_pyproject_must_have_the_table(tmp_path: Path) -> None:
    """Naming a file that says nothing about textclean is a mistake."""
    named = written(tmp_path, "pyproject.toml", "[tool.ruff]")
    with pytest.raises(ConfigurationError, match=r"has no \[tool\.textclean\] table"):
        Configuration({}, named).of(tmp_path)


def test_the_command_line_is_laid_over_the_file(tmp_path: Path) -> None:
    """What is given replaces; what is left out is added; what is selected is not ignored."""
    written(
        tmp_path,
        "textclean.toml",
        'preset = "minimal"\nselect = ["spacing"]\nignore = ["dates"]\nexclude = ["a"]',
    )
    given = {"ignore": ("headings",), "exclude": ((Path("/x"), "b"),), "min_confidence": 0.9}
    added = Configuration(given).of(tmp_path)
    assert added.preset == "minimal"
    assert added.select == ("spacing",)
    assert added.ignore == ("dates", "headings")
    assert added.exclude == ((tmp_path, "a"), (Path("/x"), "b"))
    assert added.min_confidence == 0.9
    selected = Configuration({"select": ("dates",)}).of(tmp_path)
    assert selected.names == ("dates",)
    preset = Configuration({"preset": "wire"}).of(tmp_path)
    assert preset.names == tuple(name for name in RULES if name != "dates")


def test_what_is_selected_as_well_is_added(tmp_path: Path) -> None:
    """`extend-select` of the command line adds to that of the file, and is not ignored there."""
    written(
        tmp_path,
        "textclean.toml",
        'preset = "minimal"\nextend-select = ["dates"]\nignore = ["lists", "encoding"]',
    )
    assert Configuration({}).of(tmp_path).names == ("spacing", "dates")
    both = Configuration({"extend_select": ("lists",)}).of(tmp_path)
    assert both.names == ("spacing", "lists", "dates")
    assert Configuration({"select": ("lists",)}).of(tmp_path).names == ("lists",)
    nothing = Configuration({"extend_select": ("lists",), "ignore": ("lists",)}).of(tmp_path)
    assert nothing.names == ("spacing", "dates")


def test_every_key_sets_its_field() -> None:
    """Each key of the file is a field of the settings, spelled with hyphens."""
    table = {
        "preset": "minimal",
        "select": ["dates", "spacing"],
        "extend-select": ["lists"],
        "ignore": ["headings"],
        "min-confidence": 1,
        "expect-damage": 0.5,
        "protect": ["U ?S"],
        "terms": ["Yahoo !"],
        "per-file-ignores": {"/raw": ["dates"]},
        "include": ["*.md"],
        "exclude": ["/raw"],
        "force-exclude": True,
        "encoding": "latin1",
        "max-file-size": "2M",
        "timeout": 2.5,
        "output-format": "json",
        "statistics": True,
        "exit-non-zero-on-fix": True,
        "jobs": 0,
    }
    assert set(table) == set(KEYS)
    assert settings_from(table, HERE) == Settings(
        preset="minimal",
        select=("dates", "spacing"),
        extend_select=("lists",),
        ignore=("headings",),
        min_confidence=1.0,
        expect_damage=0.5,
        protect=("U ?S",),
        terms=("Yahoo !",),
        per_file_ignores=((Path("/project"), "/raw", ("dates",)),),
        include=("*.md",),
        exclude=((Path("/project"), "/raw"),),
        force_exclude=True,
        encoding="iso8859-1",
        max_file_size=2_000_000,
        timeout=2.5,
        output_format="json",
        statistics=True,
        exit_non_zero_on_fix=True,
        jobs=0,
        origin=HERE,
    )


WRONG = [
    ({"min-confidance": 0.5}, 'no key "min-confidance"; did you mean "min-confidence"?'),
    ({"min_confidence": 0.5}, 'did you mean "min-confidence"?'),
    ({"stray_phrases": {}}, 'no key "stray_phrases"; did you mean "stray_phrase"?'),
    ({"preset": "wires"}, '"preset": textclean has no preset "wires"; did you mean "wire"?'),
    ({"preset": 1}, '"preset": must be the name of a preset'),
    ({"select": ["spaceing"]}, '"select": textclean has no rule "spaceing"'),
    ({"select": [1]}, '"select": must be a list of strings'),
    ({"ignore": {"dates": True}}, '"ignore": must be a list of strings'),
    ({"expect-damage": "often"}, '"expect-damage": must be a number from 0 to 1'),
    ({"min-confidence": 1.5}, '"min-confidence": must be a number from 0 to 1'),
    ({"min-confidence": True}, '"min-confidence": must be a number from 0 to 1'),
    ({"min-confidence": "high"}, '"min-confidence": must be a number from 0 to 1'),
    ({"min-confidence": "0.9"}, '"min-confidence": must be a number from 0 to 1, not "0.9"'),
    ({"select": "dates"}, '"select": must be a list of strings, not a string; did you mean ["d'),
    ({"ignore": "dates"}, '"ignore": must be a list of strings, not a string'),
    ({"include": "*.md"}, '"include": must be a list of strings, not a string'),
    ({"exclude": [1]}, '"exclude": must be a list of strings, and 1 is none'),
    ({"encoding": 1252}, '"encoding": must be the name of an encoding, a string'),
    ({"force-exclude": "yes"}, '"force-exclude": must be true or false'),
    ({"statistics": 1}, '"statistics": must be true or false'),
    ({"encoding": "utf-9"}, '"encoding": "utf-9" is no encoding'),
    ({"max-file-size": "-1"}, '"max-file-size": must be a number of bytes'),
    ({"max-file-size": True}, '"max-file-size": must be a number of bytes'),
    ({"output-format": "xml"}, '"output-format": textclean has no output format "xml"'),
    ({"timeout": "-1"}, '"timeout": must be a number of seconds'),
    ({"timeout": "5"}, '"timeout": must be a number of seconds'),
    ({"timeout": float("inf")}, '"timeout": must be a number of seconds'),
    ({"timeout": True}, '"timeout": must be a number of seconds'),
    ({"jobs": -1}, '"jobs": must be a whole number'),
    ({"jobs": "2"}, '"jobs": must be a whole number'),
    ({"jobs": 1.5}, '"jobs": must be a whole number'),
    ({"spacing": True}, '"spacing" must be a table of options of the rule'),
]


@pytest.mark.parametrize(("table", "says"), WRONG)
def test_an_error_names_file_and_key(table: dict[str, object], says: str) -> None:
    """What is wrong in a file is told with its path, its key and the way out."""
    with pytest.raises(ConfigurationError) as caught:
        settings_from(table, HERE)
    assert str(caught.value).startswith(f"{HERE}: ")
    assert says in str(caught.value)


UNREADABLE = [
    ("textclean.toml", b"preset = ", "not valid TOML: "),
    ("textclean.toml", b"preset = '\xff'", "not UTF-8 at byte offset 10"),
    (
        "textclean.toml",
        b'[tool.textclean]\npreset = "minimal"',
        "[tool.textclean] is for pyproject.toml; in this file the settings stand at the top level",
    ),
    ("pyproject.toml", b"[tool]\ntextclean = 1", '"tool.textclean" must be a table'),
]


@pytest.mark.parametrize(("name", "data", "says"), UNREADABLE)
def test_a_broken_file_is_an_error(tmp_path: Path, name: str, data: bytes, says: str) -> None:
    """A file that cannot be understood is named, not passed over."""
    path = tmp_path / name
    path.write_bytes(data)
    with pytest.raises(ConfigurationError) as caught:
        load_file(path)
    assert str(caught.value).startswith(f"{path}: {says}")


@pytest.mark.parametrize("data", [b"", b"tool = 1", b"[tool.black]"])
def test_a_foreign_pyproject_says_nothing(tmp_path: Path, data: bytes) -> None:
    """A `pyproject.toml` that does not speak of textclean states no settings."""
    path = tmp_path / "pyproject.toml"
    path.write_bytes(data)
    assert load_file(path) is None


def test_options_reach_their_rule() -> None:
    """The table of a rule configures it."""
    settings = settings_from({"stray_phrase": {"phrases": ["read more here"]}}, HERE)
    rules = {rule.name: dict(rule.options) for rule in settings.pipeline().normalizers}
    assert rules["stray_phrase"] == {"phrases": ("read more here",)}


def test_encoding_is_a_key_and_a_rule() -> None:
    """A text under `encoding` names that of the files; a table holds the options of the rule."""
    assert settings_from({"encoding": "cp1252"}, HERE).encoding == "cp1252"
    assert settings_from({"encoding": {}}, HERE) == Settings(rules=(("encoding", ()),), origin=HERE)


@pytest.mark.parametrize("value", ["which is the", [1], True])
def test_an_option_has_the_type_of_its_annotation(value: object) -> None:
    """A value of another type is an error that names file and option and says what is wanted."""
    says = f'^{HERE}: "phrases" of stray_phrase must be a list of strings'
    with pytest.raises(ConfigurationError, match=says):
        settings_from({"stray_phrase": {"phrases": value}}, HERE)


def test_a_table_may_be_of_a_rule_that_does_not_run() -> None:
    """A file may configure what the command line selects; its options are checked all the same."""
    table = {"preset": "minimal", "stray_phrase": {"phrases": ["read more here"]}}
    settings = settings_from(table, HERE)
    assert settings.pipeline() == settings_from({"preset": "minimal"}, HERE).pipeline()
    with pytest.raises(ConfigurationError, match="must be a list of strings"):
        settings_from({"preset": "minimal", "stray_phrase": {"phrases": "read"}}, HERE)


@pytest.mark.parametrize("rule", RULES)
def test_every_option_can_be_stated(rule: str) -> None:
    """Each default of each rule is itself a value that a configuration may state."""
    defaults = {
        name: list(value) if isinstance(value, tuple | frozenset) else value
        for name, value in load(rule).defaults.items()
    }
    settings = attrs.evolve(settings_from({rule: defaults}, HERE), select=(rule,))
    assert settings.pipeline().normalizers[0].name == rule


def test_a_wrong_option_is_named() -> None:
    """An option that a rule does not have is an error that names file, option and rule."""
    with pytest.raises(ConfigurationError, match=f'{HERE}: spacing has no option "tabz"; it has'):
        settings_from({"spacing": {"tabz": 1}}, HERE)


def test_no_rule_left_is_an_error() -> None:
    """A configuration under which nothing can be repaired is a mistake."""
    with pytest.raises(ConfigurationError, match="leave no rule to run"):
        Settings(select=("dates",), ignore=("dates",)).pipeline()


def test_rules_keep_their_order() -> None:
    """The order in which rules are selected does not matter."""
    assert Settings(select=("punctuation", "encoding")).names == ("encoding", "punctuation")
