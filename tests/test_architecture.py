"""Who may know whom, and what a newcomer's rule must bring along."""

from __future__ import annotations

import ast
import doctest
import graphlib
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import textclean
from golden import GOLDEN
from textclean.normalizer import load
from textclean.presets import PRESETS, RULES

PACKAGE = Path(textclean.__file__).parent
MODULES = sorted(PACKAGE.rglob("*.py"))

# The parts of the package, modules and folders directly under `textclean`, a layer a line. A part
# imports those of the lines above its own; "textclean" itself is the public face. The page of HTML
# is a part of its own: it knows edits and no report, since a report shows itself with it.
LAYERS = """
arrays public
errors
evidence
edit options plugins processes source
tokens
english
furniture
layout
text
grammar normalizer render.html
defects protection
pipeline tagger
intrusions
assessment
normalizers presets survey
textclean
adapters render
corpus
cli
__main__ train
"""
ABOVE: dict[str, set[str]] = {}
for _layer in LAYERS.split("\n"):
    ABOVE |= {part: set(ABOVE) for part in _layer.split()}

# What the docstring of each rule answers.
HEADINGS = ("What it mends", "What it asks for", "What it leaves", "Example")

each_module = pytest.mark.parametrize(
    "path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE))
)
each_rule = pytest.mark.parametrize("name", RULES)


def part_of(module: str) -> str:
    """Return the part that a dotted name belongs to.

    >>> part_of("textclean.cli.fix"), part_of("textclean"), part_of("textclean.render.html.page")
    ('cli', 'textclean', 'render.html')
    """
    names = module.split(".")
    if ".".join(names[1:3]) in ABOVE:
        return ".".join(names[1:3])
    return names[1] if len(names) > 1 else names[0]


def module_name(path: Path) -> str:
    """Return the dotted name of a module of the package."""
    names = ["textclean", *path.relative_to(PACKAGE).with_suffix("").parts]
    return ".".join(names[:-1] if names[-1] == "__init__" else names)


def imports(path: Path) -> Iterator[str]:
    """Yield the dotted names that a module imports, at its top and inside its functions."""
    package = module_name(path) if path.stem == "__init__" else module_name(path).rpartition(".")[0]
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            above = ".".join(package.split(".")[: -(node.level - 1) or None]) if node.level else ""
            home = ".".join(filter(None, [above, node.module]))
            for alias in node.names:
                yield f"{home}.{alias.name}" if is_module(f"{home}.{alias.name}") else home
        elif isinstance(node, ast.Call) and ast.unparse(node.func).endswith("import_module"):
            yield from (
                argument.value
                for argument in node.args[:1]
                if isinstance(argument, ast.Constant) and isinstance(argument.value, str)
            )


def is_module(name: str) -> bool:
    """Whether a dotted name is that of a module or folder of the package."""
    path = PACKAGE.parent.joinpath(*name.split("."))
    return name.startswith("textclean") and (path.is_dir() or path.with_suffix(".py").is_file())


@each_module
def test_no_import_runs_upwards(path: Path) -> None:
    """The arrows between the parts all point one way, imports inside functions among them."""
    own = part_of(module_name(path))
    assert own in ABOVE, f"say in LAYERS where {own} stands"
    known = {part_of(name) for name in imports(path) if name.split(".")[0] == "textclean"}
    assert known - {own} <= ABOVE[own]


def test_no_modules_import_one_another_in_a_circle() -> None:
    """The modules can be put in an order in which each imports those before it alone."""
    graph = {
        module_name(path): {name for name in imports(path) if name.startswith("textclean.")}
        - {module_name(path)}
        for path in MODULES
    }
    list(graphlib.TopologicalSorter(graph).static_order())


@each_module
def test_only_the_assessment_knows_what_was_learned(path: Path) -> None:
    """Rules ask the assessment of a text; whether a network looks at it is for one place to say."""
    own = module_name(path)
    known = set(imports(path))
    if part_of(own) == "normalizers":
        assert {part_of(name) for name in known}.isdisjoint({"tagger", "intrusions"})
    if part_of(own) != "train" and own != "textclean.tagger.consultation":
        assert "textclean.tagger.gate" not in known


@each_module
def test_nothing_at_run_time_imports_the_training(path: Path) -> None:
    """Only the training knows the training, and only it knows torch."""
    if part_of(module_name(path)) != "train":
        assert not {name.split(".")[0] for name in imports(path)} & {"torch"}
        assert "train" not in {part_of(name) for name in imports(path)}


@each_module
def test_nltk_is_known_to_its_adapter_only(path: Path) -> None:
    """NLTK takes half a second to import: nothing else may ask for it."""
    if path.name != "nltk.py" and part_of(module_name(path)) != "train":
        assert "nltk" not in {name.split(".")[0] for name in imports(path)}


@each_module
def test_the_parser_of_markdown_is_known_to_its_adapter_only(path: Path) -> None:
    """Nobody waits for it but who has Markdown."""
    if not path.name.startswith("markdown"):
        assert "markdown_it" not in {name.split(".")[0] for name in imports(path)}


@each_module
def test_the_library_of_the_screen_is_known_to_it_only(path: Path) -> None:
    """It comes with an extra, and nobody waits for it but who reviews."""
    if path.name != "screen.py":
        assert "prompt_toolkit" not in {name.split(".")[0] for name in imports(path)}
        assert path.name == "review.py" or "textclean.cli.screen" not in imports(path)


@each_module
def test_engines_are_known_to_their_adapters_only(path: Path) -> None:
    """Arrow, Ray and Spark are extras, and heavy: nobody waits for them but who asks for them."""
    known = {name.split(".")[0] for name in imports(path)}
    if part_of(module_name(path)) != "corpus" and "arrow" not in path.parts:
        assert "pyarrow" not in known
    if path.parent.name != "engines":
        assert known.isdisjoint({"pyspark", "py4j", "ray"})


@each_module
def test_the_language_server_alone_knows_its_protocol(path: Path) -> None:
    """The library is an extra: whoever has not installed it misses nothing else."""
    if "cli/lsp/" not in path.as_posix():
        assert {"pygls", "lsprotocol"}.isdisjoint(name.split(".")[0] for name in imports(path))


@each_rule
def test_rules_do_not_know_one_another(name: str) -> None:
    """A rule stands alone: it imports no other rule, so each can be read and changed by itself."""
    path = PACKAGE / "normalizers" / f"{name}.py"
    assert not [name for name in imports(path) if name.startswith("textclean.normalizers")]


@each_rule
def test_a_rule_has_its_three_parts(name: str) -> None:
    """A rule has a file of its own name, golden cases, and a place in a preset."""
    assert load(name).name == name
    assert (GOLDEN / "rules" / f"{name}.txt").is_file()
    assert any(name in preset for preset in PRESETS.values())


def test_no_rule_is_left_out() -> None:
    """Each file of a rule or of its golden cases belongs to a rule that is run."""
    files = {path.stem for path in (PACKAGE / "normalizers").glob("[!_]*.py")}
    assert files == set(RULES)
    assert {path.stem for path in (GOLDEN / "rules").glob("*.txt")} <= set(RULES)


@each_rule
def test_the_example_of_a_rule_is_true(name: str) -> None:
    """The docstring of each rule has an example, and the example does what it shows.

    `--doctest-modules` passes over rules, because the decorator makes objects of their functions.
    """
    rule = load(name)
    names = dict(vars(sys.modules[rule.function.__module__]))
    example = doctest.DocTestParser().get_doctest(rule.documentation, names, name, None, None)
    assert example.examples
    complaints: list[str] = []
    doctest.DocTestRunner().run(example, out=complaints.append)
    assert not complaints, "".join(complaints)


@each_rule
def test_the_docstring_of_a_rule_has_its_four_headings(name: str) -> None:
    """Readers find the same four answers about each rule, in the same order, under one sentence."""
    first, *rest = load(name).documentation.splitlines()
    assert first.endswith(".")
    assert [line for line in rest if line and not line.startswith(" ")] == list(HEADINGS)


@each_module
def test_everything_public_has_a_docstring(path: Path) -> None:
    """Each module, class and function without a leading underscore says what it is for."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    silent = [
        node.name
        for owner in ast.walk(tree)
        if isinstance(owner, ast.Module | ast.ClassDef) and not is_private(owner)
        for node in owner.body
        if isinstance(node, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef)
        if not is_private(node) and not ast.get_docstring(node)
    ]
    assert ast.get_docstring(tree) or not tree.body
    assert silent == []


def is_private(node: ast.AST) -> bool:
    """Whether a definition is nobody else's business."""
    return getattr(node, "name", "").startswith("_")


@each_module
def test_modules_are_named_for_their_subject(path: Path) -> None:
    """No module is a drawer for odds and ends."""
    empty_names = {
        "base",
        "common",
        "core",
        "helper",
        "helpers",
        "manager",
        "misc",
        "util",
        "utils",
    }
    assert path.stem.strip("_") not in empty_names
    assert path.parent.name not in empty_names


def loaded_by(statement: str) -> set[str]:
    """Return the top-level and second-level modules that a statement leaves loaded."""
    script = f"{statement}\nimport sys\nprint('\\n', *sys.modules, sep='\\n')"
    run = subprocess.run([sys.executable, "-c", script], check=True, capture_output=True, text=True)
    return {".".join(name.split(".")[:2]) for name in run.stdout.split()}


def test_importing_textclean_loads_nothing_heavy() -> None:
    """The bare import waits for none of the libraries that repairs stand on."""
    heavy = {"attr", "attrs", "ftfy", "markdown_it", "nltk", "numpy", "pathspec", "regex", "torch"}
    assert not loaded_by("import textclean") & heavy


def test_repairing_loads_neither_training_nor_command_line() -> None:
    """A repair in a library's user's process loads what the repair needs and no more."""
    loaded = loaded_by("import textclean; textclean.clean('Aid grew. \\nAid “fell”.\\n')")
    assert not loaded & {
        "markdown_it",
        "nltk",
        "torch",
        "pathspec",
        "textclean.train",
        "textclean.cli",
    }


def test_clean_copy_does_not_wait_for_ftfy() -> None:
    """Copy without a character that could need ftfy is repaired without loading it."""
    assert "ftfy" not in loaded_by("import textclean; textclean.clean('Aid “grew” — again.\\n')")


def test_types_are_shipped() -> None:
    """Type checkers of users find the annotations."""
    assert (PACKAGE / "py.typed").is_file()


@pytest.mark.parametrize("name", textclean.__all__)
def test_public_names_exist(name: str) -> None:
    """Each name that the package announces is there, though it is imported only when asked for."""
    assert getattr(textclean, name).__doc__
    assert name in dir(textclean)


def test_an_unknown_name_is_an_attribute_error() -> None:
    """The lazy import of names does not hide a misspelt one."""
    with pytest.raises(AttributeError, match="claen"):
        _ = textclean.claen  # type: ignore[attr-defined]
