"""The README tells the truth, and is short; `test_pages.py` runs its blocks."""

from __future__ import annotations

import importlib
import json
import re
import sys
import tomllib
from pathlib import Path

import pytest
import yaml
from checkout import ROOT
from packaging.licenses import canonicalize_license_expression
from pages import GENERATED, blocks, pages

import textclean
from textclean.cli.config import KEYS, settings_from

README = (ROOT / "README.md").read_text(encoding="utf-8")
PICTURES = ROOT / "docs" / "pictures"


def test_every_key_of_the_configuration_is_told() -> None:
    """Each key stands on the page of the configuration."""
    page = (ROOT / "docs" / "reference" / "configuration.md").read_text(encoding="utf-8")
    assert [key for key in KEYS if f"`{key}`" not in page] == []


def test_the_configuration_in_the_reference_is_right() -> None:
    """The example is one that textclean accepts, and it says what stands there."""
    (example, *_) = (
        block.body
        for block in blocks(ROOT / "docs" / "reference" / "configuration.md")
        if block.language == "toml"
    )
    table = tomllib.loads(example)["tool"]["textclean"]
    assert settings_from(table, ROOT / "pyproject.toml").pipeline().min_confidence == 0.9


def test_the_rule_of_the_how_to_is_that_of_the_example_package() -> None:
    """A newcomer's rule, test and package stand there whole; `test_plugins.py` runs them."""
    written = {
        block.noted("file:"): block.body
        for block in blocks(ROOT / "docs" / "how-to" / "write-a-rule.md")
    }
    for name in ("islander_style.py", "test_islander_style.py", "pyproject.toml"):
        package = ROOT / "tests" / "example_plugin"
        assert written[name] == (package / name).read_text(encoding="utf-8")


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize(
    ("script", "page", "prefix"),
    [
        ("before_after", "README.md", "docs/pictures"),
        ("speed", "docs/explanation/speed.md", "../pictures"),
    ],
)
def test_a_picture_shows_what_its_script_draws(
    script: str, page: str, prefix: str, theme: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The pictures are as the scripts draw them, what the rules make of a seed and the figures of
    one run; `nox -s pictures` does so where these changed. A page shows each.
    """
    monkeypatch.syspath_prepend(str(PICTURES))
    colours = importlib.import_module("before_after").THEMES[theme]
    path = PICTURES / f"{script.replace('_', '-')}-{theme}.svg"
    drawn = importlib.import_module(script).picture(colours)
    assert drawn == path.read_text(encoding="utf-8")
    assert f"{prefix}/{path.name}" in (ROOT / page).read_text(encoding="utf-8")


@pytest.mark.parametrize("page", [*pages(), ROOT / "CONTRIBUTING.md"], ids=lambda page: page.name)
def test_every_link_leads_to_a_file(page: Path) -> None:
    """What pages link to, pictures too, is in the repository, where nothing has been generated."""
    text = page.read_text(encoding="utf-8")
    links = re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)|(?:src|srcset)=\"([^\":]+)\"", text)
    targets = [page.parent / "".join(link).replace("\n", " ") for link in links]
    assert [target for target in targets if not target.exists()] == []
    assert [target for target in targets if target.resolve().is_relative_to(GENERATED)] == []


def test_dependencies_are_justified() -> None:
    """Each library that is needed at run time has its line."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    names = [re.split(r"[<>=\[]", needed)[0] for needed in project["dependencies"]]
    _, _, table = README.partition("## Dependencies")[2].partition("|---|---|\n")
    told = re.findall(r"^\| ([\w-]+) \| \w", table, re.M)
    assert told == sorted(names)
    assert project["name"] in README


@pytest.mark.parametrize("marker", ["main job", "all tests"])
def test_each_of_the_two_commands_is_one_line(marker: str) -> None:
    """Both commands can be copied whole, and the one in `.ci/run` is found by its marker."""
    (command,) = re.findall(rf"^<!-- {marker} -->\n```sh\n(.*)\n```$", README, re.M)
    assert command.startswith("python3 -m venv .venv && ")
    assert "<!-- all tests -->" in (ROOT / ".ci" / "run").read_text()


def test_the_hook_of_the_readme_is_one_of_ours() -> None:
    """The snippet names hooks that `.pre-commit-hooks.yaml` has."""
    ours = {hook["id"] for hook in yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text())}
    for page in (ROOT / "README.md", ROOT / "docs" / "how-to" / "pre-commit.md"):
        named = re.findall(r"^ *- id: (\S+)", page.read_text(encoding="utf-8"), re.M)
        assert named
        assert set(named) <= ours


def test_the_citation_is_of_this_version() -> None:
    """Whoever cites textclean cites the version at hand."""
    citation = yaml.safe_load((ROOT / "CITATION.cff").read_text(encoding="utf-8"))
    assert citation["version"] == textclean.__version__
    assert citation["cff-version"] == "1.2.0"


def test_each_source_of_the_models_has_its_licence() -> None:
    """What the card names is in the table, under an SPDX expression."""
    card = json.loads((ROOT / "textclean" / "tagger" / "card.json").read_text(encoding="utf-8"))
    table = (ROOT / "docs" / "explanation" / "training-sources.tsv").read_text(encoding="utf-8")
    licences = {row.split("\t")[0]: row.split("\t")[-1] for row in table.splitlines()[1:]}
    assert set(card["sources"]) <= set(licences)
    for licence in licences.values():
        assert canonicalize_license_expression(licence) == licence


def test_the_oldest_python_is_told() -> None:
    """The README asks for the Python that the package asks for."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    assert f"Python {project['requires-python'].removeprefix('>=')} or later" in README
    assert sys.version_info >= (3, 11)
