"""The page of `textclean report` in Chromium: what one sees, hears and reaches with keys."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from chromium import DESK, PHONE, started_chromium  # noqa: F401
from playwright.sync_api import Browser, Page, ViewportSize, expect

import textclean
from textclean.edit import Edit
from textclean.render.html.document import Document
from textclean.render.html.page import OPEN
from textclean.render.html.page import Page as Written

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parent.parent

# One repair of each kind, under 80, 90 and 95 percent, and a suggestion.
SOURCE = "The vote the vote failed .\nAid of  $5 grew.\nNobody spoke\n"
EDITS = (
    Edit(9, 18, "", "repeated_word", 0.9, "said twice"),
    Edit(24, 25, "", "spacing", 0.95, "a space before a mark"),
    Edit(33, 35, " ", "spacing", 0.8, "two spaces"),
)
SUGGESTION = Edit(56, 56, ".", "punctuation", 0.4, "a sentence ends here")
DOCUMENT = Document("a.txt", SOURCE, EDITS, (SUGGESTION,), ("a warning",))
REPAIRED = ["The vote failed.", "Aid of $5 grew.", "Nobody spoke"]

# What a browser shows of the first document, line by line, without what is struck.
SHOWN = """() => [...document.querySelectorAll('.document[open] .text > p')].map(line => {
    const copy = line.cloneNode(true);
    copy.querySelectorAll('del, .maybe ins').forEach(gone => gone.remove());
    return copy.textContent;
})"""
FOCUSED = "() => document.activeElement.getAttribute('aria-label')"


class Shop:
    """Writes pages and opens them; whatever a page complains of, or asks of the net, is kept."""

    def __init__(self, browser: Browser, folder: Path) -> None:
        """Open a shop."""
        self.browser = browser
        self.folder = folder
        self.complaints: list[str] = []
        self.opened: list[Page] = []

    def __call__(self, *documents: Document, script: bool = True, **looks: Any) -> Page:
        """Write a page of documents, and open it."""
        written = Written()
        for document in documents:
            written.add(document)
        path = self.folder / "report.html"
        path.write_text(written.html(), encoding="utf-8")
        context = self.browser.new_context(java_script_enabled=script, **looks)
        page = context.new_page()
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("console", lambda message: self.complaints.append(message.text))
        page.on("dialog", lambda dialog: self.complaints.append(dialog.message))
        page.on("request", lambda request: self.complaints.append(request.url))
        page.goto(path.as_uri())
        page.wait_for_load_state()
        self.opened.append(page)
        self.complaints.remove(path.as_uri())
        return page


@pytest.fixture
def shop(chromium: Browser, tmp_path: Path) -> Iterator[Shop]:
    """Give a shop whose pages complain of nothing and ask for nothing but themselves."""
    shop = Shop(chromium, tmp_path)
    yield shop
    for page in shop.opened:
        page.context.close()
    assert shop.complaints == []


def seeds() -> list[Document]:
    """Return the seeds, repaired."""
    documents = []
    for path in sorted((ROOT / "seeds").glob("*.txt")):
        report = textclean.repair(path.read_text(encoding="utf-8"))
        documents.append(Document(path.name, report.source, report.edits, report.suggestions))
    return documents


@pytest.mark.parametrize("view", ["inline", "side"])
@pytest.mark.parametrize(
    "looks",
    [
        {"viewport": DESK, "color_scheme": "light"},
        {"viewport": DESK, "color_scheme": "dark"},
        {"viewport": PHONE, "color_scheme": "light"},
    ],
    ids=["desk", "dark", "phone"],
)
def test_axe_finds_nothing(shop: Shop, looks: dict[str, Any], view: str) -> None:
    """Axe has no complaint of real stories, on a desk, in the dark, on a phone, in either view."""
    page = shop(*seeds(), DOCUMENT, **looks)
    page.check("#maybe")
    page.check(f"[value={view}]")
    page.focus(".edit >> visible=true")
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()


def test_nothing_is_wider_than_a_phone(shop: Shop) -> None:
    """A phone shows the page at its width; nothing makes it scroll sideways."""
    long = Document("x" * 300, "y" * 3000 + " .\n", (Edit(3000, 3001, "", "z" * 200),))
    page = shop(*seeds(), long, viewport=PHONE)
    assert page.evaluate("document.documentElement.scrollWidth") == PHONE["width"]


def test_it_is_read_without_javascript(shop: Shop) -> None:
    """Without JavaScript the documents are there, and a mark under the pointer says why."""
    page = shop(DOCUMENT, script=False)
    assert page.locator(".edit").count() == len(EDITS) + 1
    assert not page.locator(".tools").is_visible()
    mark = page.locator(".edit").first
    assert mark.is_visible()
    mark.hover()
    # Read through the protocol of the browser, which works where the page runs no script.
    label = mark.get_attribute("aria-label")
    assert label == "repeated_word: said twice (90% sure)"


def test_the_repairs_are_in_place(shop: Shop) -> None:
    """What is left when the struck text is left out is the repaired text."""
    assert shop(DOCUMENT).evaluate(SHOWN) == REPAIRED


def test_the_slider_leaves_unsure_repairs_unmade(shop: Shop) -> None:
    """Under the confidence of the slider the text is that of the source, without a mark."""
    page = shop(DOCUMENT)
    page.fill("#least", "85")
    expect(page.locator(".edit")).to_have_count(2)
    assert page.evaluate(SHOWN) == ["The vote failed.", "Aid of  $5 grew.", "Nobody spoke"]
    page.fill("#least", "100")
    expect(page.locator(".edit")).to_have_count(0)
    assert "\n".join(page.evaluate(SHOWN)) + "\n" == SOURCE
    page.fill("#least", "0")
    expect(page.locator(".edit")).to_have_count(3)
    assert page.evaluate(SHOWN) == REPAIRED


def test_suggestions_are_shown_when_asked_for(shop: Shop) -> None:
    """A suggestion is no mark until it is asked for, and says that it was not made."""
    page = shop(DOCUMENT)
    assert page.locator(".maybe").count() == 0
    page.check("#maybe")
    page.wait_for_selector(".maybe")
    label = page.locator(".maybe").get_attribute("aria-label")
    assert label == "punctuation: a sentence ends here (40% sure, only suggested)"


def test_side_by_side(shop: Shop) -> None:
    """The left column has the source, the right one the repaired text, line beside line."""
    page = shop(DOCUMENT, viewport=DESK)
    page.check("[value=side]")
    page.wait_for_selector(".new")
    old, new = page.locator(".old").all(), page.locator(".new").all()
    assert [line.inner_text() for line in new] == REPAIRED
    assert "\n".join(line.inner_text() for line in old) + "\n" == SOURCE
    for left, right in zip(old, new, strict=True):
        one, other = left.bounding_box(), right.bounding_box()
        assert one
        assert other
        assert one["y"] == other["y"]
        assert one["x"] + one["width"] <= other["x"]


def test_keys_walk_through_the_repairs(shop: Shop) -> None:
    """The keys n and p go from mark to mark, into documents that are closed, and back."""
    documents = [DOCUMENT, *[Document(f"{n}.txt", SOURCE, EDITS[:1]) for n in range(OPEN + 1)]]
    page = shop(*documents)
    labels = [f"{edit.rule}: {edit.why} ({edit.confidence * 100:.0f}% sure)" for edit in EDITS]
    walked = []
    for _ in range(len(EDITS) + OPEN + 1):
        page.keyboard.press("n")
        walked.append(page.evaluate(FOCUSED))
    assert walked == labels + labels[:1] * (OPEN + 1)
    assert page.locator(".document[open]").count() == OPEN + 2
    for _ in range(OPEN + 1):
        page.keyboard.press("p")
    assert page.evaluate(FOCUSED) == labels[-1]


@pytest.mark.parametrize("view", ["inline", "side"])
def test_a_walk_meets_each_repair_once(shop: Shop, view: str) -> None:
    """In either view the walk meets every repair of a story, and ends at the last."""
    document = seeds()[-1]
    page = shop(document, viewport=DESK)
    page.check(f"[value={view}]")
    if view == "side":
        page.wait_for_selector(".new")
    met = 0
    while True:
        before = page.evaluate_handle("document.activeElement")
        page.keyboard.press("n")
        if page.evaluate("before => before === document.activeElement", before):
            break
        met += 1
    assert met == len(document.edits)


@pytest.mark.parametrize("viewport", [DESK, PHONE], ids=["desk", "phone"])
@pytest.mark.parametrize("by", ["hover", "focus", "tap"])
def test_a_mark_says_why(shop: Shop, by: str, viewport: ViewportSize) -> None:
    """Pointer, keys and a finger all have the card say rule, reason and confidence, in view."""
    page = shop(DOCUMENT, viewport=viewport, has_touch=True)
    getattr(page.locator(".edit").nth(1), by)()
    card = page.locator("#card")
    card.wait_for(state="visible")
    assert card.inner_text().split("\n") == ["spacing", "a space before a mark (95% sure)"]
    box = card.bounding_box()
    assert box
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= viewport["width"]
    assert box["y"] >= 0
    assert box["y"] + box["height"] <= viewport["height"]


def test_a_screen_reader_is_told(shop: Shop) -> None:
    """In the tree that assistive technology reads, what goes is a deletion and what comes an
    insertion, in a group that says why.
    """
    tree = shop(DOCUMENT).locator(".text").aria_snapshot()
    assert """group "repeated_word: said twice (90% sure)"':\n    - deletion: the vote""" in tree
    assert "- insertion" in tree


def test_a_thousand_documents_are_drawn_when_they_are_opened(shop: Shop) -> None:
    """Of a thousand documents those alone that are open are drawn; a closed one is text."""
    source = "The vote failed .\n" * 100
    edits = tuple(Edit(at + 15, at + 16, "", "spacing") for at in range(0, len(source), 18))
    page = shop(*[Document(f"{number}.txt", source, edits) for number in range(1000)])
    assert page.locator(".document").count() == 1000
    assert page.locator(".edit").count() == OPEN * len(edits)
    page.evaluate("location.hash = 'd900'")
    page.wait_for_selector("#d900 .edit")
    assert page.locator(".edit").count() == (OPEN + 1) * len(edits)


def test_hostile_text_does_nothing(shop: Shop) -> None:
    """Text that would end our elements or start its own stands on the page as it is written."""
    hostile = "</noscript></script><img src=x onerror=alert(1)><!-- \u2028 <script>alert(2)"
    edits = (Edit(0, 11, hostile, hostile, 0.9, hostile), Edit(11, len(hostile), "", hostile))
    page = shop(Document(hostile, hostile + "\n", edits))
    assert page.locator("img").count() == 0
    assert page.locator("h3").inner_text().replace("\u2028", " ") == hostile.replace("\u2028", " ")
    page.locator(".edit").first.hover()
    assert page.locator("#card").inner_text().count("<img src=x onerror=alert(1)>") == 2


def known(source: str, edit: Edit) -> tuple[str, str]:
    """Return what a decision on an edit is known by in these tests, and what it is about."""
    return f"{edit.rule} {edit.start}", f"about {source[edit.start : edit.end]!r}"


DECIDED = Document("a\udce9.txt", SOURCE, EDITS, (SUGGESTION,), (), known)


def test_decisions_are_saved(shop: Shop) -> None:
    """The keys a and r decide about the repair at hand and go on, u takes back; what is saved has
    the name of the file and, for each decision, its key, what it is about and what is written.
    """
    page = shop(DECIDED)
    page.check("#maybe")
    page.wait_for_selector(".maybe")
    for key in "nararu":
        page.keyboard.press(key)
    # The last was about the suggestion, and is taken back.
    with page.expect_download() as waiting:
        page.click("#save")
    saved = json.loads(waiting.value.path().read_bytes())
    assert waiting.value.suggested_filename == "decisions.json"
    assert saved == {
        "a\udce9.txt": {
            "repeated_word 9": {"about": "about 'the vote '", "new": ""},
            "spacing 24": "about ' '",
            "spacing 33": {"about": "about '  '", "new": " "},
        }
    }


def test_decisions_are_seen_and_heard(shop: Shop) -> None:
    """A mark has another look once it is decided on, and says so; in either view, and when it is
    drawn again.
    """
    page = shop(DECIDED, viewport=DESK)
    page.locator(".edit").nth(1).focus()
    page.click("#reject")
    label = "spacing: a space before a mark (95% sure), rejected"
    assert page.locator("[data-verdict=rejected]").get_attribute("aria-label") == label
    page.check("[value=side]")
    page.wait_for_selector(".new")
    assert page.locator(f'[aria-label="{label}"]').count() == 2
    assert page.locator("#decided").inner_text() == "1"
    assert page.locator("#save").is_visible()
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()


def test_a_page_of_a_report_decides_nothing(shop: Shop) -> None:
    """Where nobody could take a decision over, none is offered, and no key makes one."""
    page = shop(DOCUMENT)
    page.keyboard.press("n")
    page.keyboard.press("a")
    assert page.locator(".deciding").count() == 0
    assert page.evaluate(FOCUSED) == "repeated_word: said twice (90% sure)"


def test_paper_has_no_tools(shop: Shop) -> None:
    """What is printed is black on white whatever the screen is like, and without buttons."""
    page = shop(DOCUMENT, color_scheme="dark")
    page.emulate_media(media="print")
    assert not page.locator(".tools").is_visible()
    assert page.locator(".edit").first.is_visible()
    colour = page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert colour == "rgb(255, 255, 255)"
