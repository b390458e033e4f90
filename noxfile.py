"""The tasks of a contributor: `nox --list` names them, `nox -s rule -- dates` runs one.

They run in the environment that nox itself is in, the one that the README's test command makes.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

import nox

nox.options.default_venv_backend = "none"
nox.options.sessions = ["lint", "test"]

ROOT = Path(__file__).parent
PYTEST = (sys.executable, "-m", "pytest", "--quiet")


@nox.session
def test(session: nox.Session) -> None:
    """Run all tests, or those that are named."""
    session.run(*PYTEST, "-n", "auto", "--dist", "worksteal", *session.posargs)


@nox.session
def rule(session: nox.Session) -> None:
    """Run the golden cases, the example and the checks of the rule that is named, alone."""
    name, *more = session.posargs or session.error("name a rule: nox -s rule -- dates")
    if not (ROOT / "textclean" / "normalizers" / f"{name}.py").is_file():
        session.error(f'there is no rule "{name}"; textclean rules names them all')
    files = [f"tests/test_{subject}.py" for subject in ("golden_rules", "architecture")]
    session.run(*PYTEST, *files, "-k", f"{name} and not preset", *more)


@nox.session(name="new-rule")
def new_rule(session: nox.Session) -> None:
    """Write the files of a new rule from the skeleton in CONTRIBUTING.md."""
    (name,) = session.posargs or session.error("name the new rule: nox -s new-rule -- misprints")
    module = ROOT / "textclean" / "normalizers" / f"{name}.py"
    cases = ROOT / "golden" / "rules" / f"{name}.txt"
    presets = ROOT / "textclean" / "presets.py"
    if not re.fullmatch(r"[a-z]+(?:_[a-z]+)*", name):
        session.error(f'"{name}" cannot be the name of a rule: write it like repeated_word')
    if module.exists() or cases.exists():
        session.error(f'there is a rule "{name}" already: see {module} and {cases}')
    for path, marker in ((module, "the rule"), (cases, "its golden cases")):
        path.write_text(skeleton(marker).replace("misprints", name), encoding="utf-8")
    order = re.sub(
        r"(?<=^RULES = \()(.*?)(?=^\))",
        rf'\g<1>    "{name}",\n',
        presets.read_text(encoding="utf-8"),
        count=1,
        flags=re.MULTILINE | re.DOTALL,
    )
    presets.write_text(order, encoding="utf-8")
    session.log(f"Written: {module.relative_to(ROOT)}, {cases.relative_to(ROOT)}, and the last of")
    session.log(f"RULES in {presets.relative_to(ROOT)}: move it to where it belongs in the order.")
    session.log(f"Now write the cases, then the rule, and try them: nox -s rule -- {name}")


@nox.session
def bench(session: nox.Session) -> None:
    """Measure speed, growth, memory and cold start: six minutes."""
    session.run(*PYTEST, "benches", "--benchmark-only", *session.posargs)


@nox.session
def docs(session: nox.Session) -> None:
    """Build the site in build/site, and run the examples of its pages and of all docstrings."""
    session.run(sys.executable, "-m", "sphinx", "-q", "-W", "--keep-going", "docs", "build/site")
    files = [f"tests/test_{subject}.py" for subject in ("pages", "readme", "contributing")]
    session.run(*PYTEST, *files, "textclean", *session.posargs)


@nox.session
def pictures(session: nox.Session) -> None:
    """Draw the pictures of the README and the site again."""
    session.run(sys.executable, "docs/pictures/before_after.py")
    session.run(sys.executable, "docs/pictures/speed.py")


@nox.session
def reference(session: nox.Session) -> None:
    """Write what is made of the code: scripts for shells, the page of the manual, the schema."""
    session.run(sys.executable, "tests/reference.py")


@nox.session
def lint(session: nox.Session) -> None:
    """Check style, form and types."""
    for tool in ("ruff check", "ruff format --check", "mypy"):
        session.run(sys.executable, "-m", *tool.split())


def skeleton(marker: str) -> str:
    """Return the block of CONTRIBUTING.md that stands under a marker."""
    guide = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    _, _, block = guide.partition(f"<!-- skeleton: {marker} -->\n")
    return block.split("```")[1].partition("\n")[2]
