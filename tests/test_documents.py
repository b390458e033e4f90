"""What the README and the pages of the site name is there: modules, files, functions, arguments."""

from __future__ import annotations

import ast
import re
from functools import cache
from pathlib import Path

import pytest
from pages import pages
from test_architecture import LAYERS

import textclean

PACKAGE = Path(textclean.__file__).parent
ROOT = PACKAGE.parent
DOCUMENTS = ["CONTRIBUTING.md", *(page.relative_to(ROOT).as_posix() for page in pages())]
PARTS = {path.stem for path in PACKAGE.iterdir() if path.suffix == ".py" or path.is_dir()}

# The one section that names files of other projects.
_OTHERS = re.compile(r"^## Style\n.*?(?=^## |\Z)", re.MULTILINE | re.DOTALL)
_FENCE = re.compile(r"^```.*?^```$", re.MULTILINE | re.DOTALL)
_IN_BACKTICKS = re.compile(r"`([^`\n]+)`")
_DOTTED = re.compile(r"[A-Za-z_]\w*(?:\.[A-Za-z_]\w*)+")
_FILE = re.compile(r"[\w/-]+\.(?:py|pyx|json|tsv|toml|md)")
_NAME = re.compile(r"[a-z]+(?:_[a-z]+)+|(?:[A-Z][a-z]+){2,}")

# Files that a user has or makes.
OF_USERS = {"textclean.toml", "islander_style.py", "settings.json"}
OF_USERS |= {f"{name}.toml" for name in ("languages", "extension", "Cargo")}

# How the names of files end that begin with `textclean`, as a module does.
OF_FILES = (".toml", ".json", ".sarif", ".fish")

# Names of others that begin as a module of ours does.
OF_OTHERS = {"source.fixAll.textclean"}

each_document = pytest.mark.parametrize("document", DOCUMENTS)


def prose(document: str) -> str:
    """Return a document without its examples, and without what it says of other projects."""
    text = (ROOT / document).read_text(encoding="utf-8")
    return _FENCE.sub("", _OTHERS.sub("", text))


def quoted(document: str) -> list[str]:
    """Return what stands in backticks in a document."""
    return _IN_BACKTICKS.findall(prose(document))


@cache
def names_in(path: Path) -> frozenset[str]:
    """Return the names that a module defines or imports, those within its classes among them."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            found.add(node.name)
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            found.add(node.id)
        elif isinstance(node, ast.Import | ast.ImportFrom):
            found.update(alias.asname or alias.name for alias in node.names)
    return frozenset(found)


def exists(dotted: str) -> bool:
    """Whether a dotted name below `textclean` is a module of the package or defined in one.

    >>> exists("tagger.loss"), exists("presets.pipeline"), exists("tagger.furniture")
    (True, True, False)
    """
    place = PACKAGE
    for at, name in enumerate(names := dotted.split(".")):
        if (place / name).is_dir():
            place = place / name
        elif (place / f"{name}.py").is_file():
            return set(names[at + 1 :]) <= names_in(place / f"{name}.py")
        elif place == PACKAGE:
            return at + 1 == len(names) and name in textclean.__all__
        else:
            return set(names[at:]) <= names_in(place / "__init__.py")
    return True


@each_document
def test_modules_that_documents_name_exist(document: str) -> None:
    """Modules move: a document that names an old place is found out, in its examples too."""
    whole = _OTHERS.sub("", (ROOT / document).read_text(encoding="utf-8"))
    named = re.findall(r"(?<!tool\.)\btextclean((?:\.[A-Za-z_]\w*)+)(?!\w|[(/-])", whole)
    dotted = [name[1:] for name in named if not name.endswith((*OF_FILES, "__"))]
    dotted += [
        name
        for name in quoted(document)
        if _DOTTED.fullmatch(name) and name.split(".")[0] in PARTS and not _FILE.fullmatch(name)
        if name not in OF_OTHERS
    ]
    assert [name for name in dotted if not exists(name)] == []


@each_document
def test_files_that_documents_name_exist(document: str) -> None:
    """A file stands where a document says, seen from the root, the package, or anywhere in it."""
    named = [name for name in quoted(document) if _FILE.fullmatch(name) and "NAME" not in name]
    assert [
        name
        for name in named
        if not ((ROOT / name).exists() or any(PACKAGE.rglob(name)) or name in OF_USERS)
    ] == []


@cache
def all_sources() -> frozenset[str]:
    """Return all words of the code and of its data that a person edits."""
    paths = [*PACKAGE.rglob("*.py"), *(ROOT / "tests").rglob("*.py"), ROOT / "pyproject.toml"]
    text = "\n".join(path.read_text(encoding="utf-8") for path in paths)
    return frozenset(re.findall(r"\w+", text))


@each_document
def test_names_that_documents_use_are_those_of_the_code(document: str) -> None:
    """A function, class, module or argument that was renamed is renamed in the documents too."""
    named = {name for name in quoted(document) if _NAME.fullmatch(name)}
    assert named - all_sources() == set()


def test_the_design_has_the_layers_of_the_architecture_test() -> None:
    """The stack of layers stands in the design as the test of the imports has it."""
    design = (ROOT / "docs/DESIGN.md").read_text(encoding="utf-8")
    _, _, after = design.partition("## Who may know whom")
    stated = after.split("```")[1]
    drawn = [set(re.sub(r"\(.*?\)|,", "", line).split()) for line in stated.split("\n")]
    tested = [set(line.split()) - {"__main__"} for line in LAYERS.split("\n")]
    assert [layer for layer in drawn if layer] == [layer for layer in tested if layer]
