"""The site builds without a warning, its links lead somewhere, and it is read on desk and phone."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from checkout import ROOT
from chromium import DESK, PHONE, started_chromium  # noqa: F401
from playwright.sync_api import Browser, ViewportSize

from textclean.cli.arguments import COMMANDS
from textclean.presets import RULES

pytestmark = pytest.mark.slow

# A page of each kind: written, with a wide table, generated, from docstrings, with the design.
LOOKED_AT = (
    "index",
    "tutorial",
    "how-to/confidence",
    "generated/rules/stray_phrase",
    "generated/commands/fix",
    "reference/python",
    "explanation/models",
    "DESIGN",
)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the site as a release does: whatever Sphinx warns of is an error."""
    folder = tmp_path_factory.mktemp("site")
    done = subprocess.run(
        [sys.executable, "-m", "sphinx", "-q", "-W", "--keep-going", "docs", folder],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return folder


class Links(HTMLParser):
    """Collects what a page links to, and what in it can be linked to."""

    def __init__(self, page: Path) -> None:
        """Read a page."""
        super().__init__()
        self.targets: list[str] = []
        self.anchors: set[str] = set()
        self.feed(page.read_text(encoding="utf-8"))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Collect the links and anchors of a tag."""
        for name, value in attrs:
            if name in ("href", "src") and value:
                self.targets.append(value)
            elif name in ("id", "name") and value:
                self.anchors.add(value)


def broken(site: Path) -> Iterator[str]:
    """Yield the links within the site that lead nowhere."""
    pages = {page: Links(page) for page in site.rglob("*.html")}
    for page, links in pages.items():
        for target in links.targets:
            url = urlsplit(target)
            if url.scheme or url.netloc:
                continue
            aimed = (page.parent / unquote(url.path)).resolve() if url.path else page
            anchors = pages[aimed].anchors if aimed in pages else set()
            if not aimed.is_file() or (url.fragment and unquote(url.fragment) not in anchors):
                yield f"{page.relative_to(site)}: {target}"


def test_no_link_of_the_site_is_broken(site: Path) -> None:
    """Each link leads to a page or file of the site, and to a place that the page has."""
    assert list(broken(site)) == []


def test_a_broken_link_is_found(tmp_path: Path) -> None:
    """The search for broken links finds a page and an anchor that are not there."""
    (tmp_path / "a.html").write_text(
        '<a href="b.html">x</a> <a href="#c">y</a> <a id="d" href="#d">z</a>'
    )
    assert list(broken(tmp_path)) == ["a.html: b.html", "a.html: #c"]


def test_each_rule_and_command_has_its_page(site: Path) -> None:
    """What the code has stands in the reference."""
    for kind, names in (("rules", RULES), ("commands", COMMANDS)):
        assert {page.stem for page in (site / "generated" / kind).glob("*.html")} == {
            *names,
            "index",
        }


@pytest.mark.parametrize("screen", [DESK, PHONE], ids=["desk", "phone"])
def test_the_site_is_read_without_scrolling_sideways(
    site: Path, chromium: Browser, screen: ViewportSize
) -> None:
    """On desk and phone a page is as wide as its window, nothing fails, and it has its heading."""
    window = chromium.new_page(viewport=screen)
    complaints: list[str] = []
    window.on("pageerror", lambda error: complaints.append(str(error)))
    for name in LOOKED_AT:
        window.goto((site / f"{name}.html").as_uri())
        assert window.evaluate("document.documentElement.scrollWidth <= innerWidth"), name
        assert window.locator("h1").count() == 1, name
    assert complaints == []
