"""`python -m benches.quality`: measures, and prints the tables."""

from __future__ import annotations

import argparse
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import Executor, ProcessPoolExecutor
from itertools import chain
from pathlib import Path

import benches.quality
from benches.parser import parser
from benches.quality import goals, removal, structure
from benches.quality.calibration import reliability
from benches.quality.cases import LEVELS, Case, cases, undamaged
from benches.quality.layout import layout_cases
from benches.quality.pasting import furniture_cases, phrase_cases
from benches.quality.removal import Removal
from benches.quality.structure import Structure
from benches.quality.systems import TEXTCLEAN, systems
from benches.quality.table import table
from benches.quality.tally import Tally, tally
from textclean.train.corpus import sources

# What each system did at each level, the undamaged documents among them.
Measured = Mapping[tuple[str, float], Tally]

_LEGEND = """\
Kinds of damage: P is precision, R recall. In the first table of each source the columns are levels:
at 0.2 one mark of each kind in five is lost, one heading in five has run into its text, and in two
documents in five one paragraph in five got a stray phrase. In the second, where the levels are
together, they are what repairs:
  nothing    leaves the text as it is
  ftfy       ftfy.fix_text
  capitals   a stop before each capitalised word that is no name, and at the end of each paragraph
  no tagger  the rules of textclean that do not consult the tagger
  textclean  the wire preset at its default confidence
The share of damage repaired is 1 - the tokens that differ from the original afterwards / before.
Undamaged documents are the originals as they are: where one has a flaw, mending it counts as harm.
Phrases and furniture are also pasted into documents of their own: R is the share of the pieces that
went whole, P the share of the deleted words that were pasted. Not one word should be lost from any
undamaged document.
Confidences are told by the steps of the scale where a form alone has one, with the rules that have
20 edits of it, and by tenths where they are computed. What these documents did not lose (an
apostrophe, a space between two words) is wrong to put back, though it be a flaw of the original.
Layout is lost in documents of its own: a place is right where the white space is as it was, and
where lines were joined the characters, too. Exact is the share of the documents given back whole.
"""

_CONFIDENCES = "Confidence of edits and suggestions, of {}"

_PARTS = ("marks", "pasted", "structure", "losses")


def main() -> None:
    """Measure on each source and print its tables, then those of all sources together."""
    options = parser("quality", benches.quality.__doc__)
    options.add_argument("folder", type=Path, help="a folder of corpora")
    options.add_argument("--dev", action="store_true", help="only what is kept out of training")
    options.add_argument("--documents", type=int, default=24, help="of each source at each level")
    options.add_argument("--jobs", type=int, default=1, help="worker processes")
    options.add_argument("--only", choices=_PARTS, action="append", help="measure only this part")
    options.add_argument(
        "--show-harm", action="store_true", help="list the edits of undamaged copy"
    )
    options.add_argument("--show-pasted", action="store_true", help="list what did not go, and did")
    options.add_argument("--show-layout", action="store_true", help="list what was missed or wrong")
    arguments = options.parse_args()
    parts = arguments.only or _PARTS
    print(_LEGEND)
    with ProcessPoolExecutor(arguments.jobs) as pool:
        if "marks" in parts:
            _print_marks(arguments, pool)
        if "pasted" in parts:
            _print_pasted(arguments, pool)
        if "structure" in parts:
            _print_structure(arguments, pool)
        if "losses" in parts:
            found = (undamaged(path, dev=arguments.dev) for path in sources(arguments.folder))
            print(*removal.losses(_removed(chain.from_iterable(found), pool)), "", sep="\n")


def _print_marks(arguments: argparse.Namespace, pool: Executor) -> None:
    """Measure what is done about damage of all kinds, and to undamaged documents."""
    by_source: dict[str, Measured] = {}
    for path in sources(arguments.folder):
        found = list(cases(path, arguments.documents, dev=arguments.dev))
        tallies = pool.map(_tallies, found, chunksize=4)
        source = path.name.removesuffix(".txt.xz")
        by_source[source] = _by_level(zip(found, tallies, strict=True))
        print(*_tables(source, by_source[source]), "", sep="\n", flush=True)
    print(*_tables("all sources", _joined(by_source.values())), "", sep="\n")
    print(*_summary(by_source), "", sep="\n")
    if arguments.show_harm:
        print("Edits of undamaged documents")
        print(*(harm.shown for harm in _of(_joined(by_source.values())).harms), "", sep="\n")


def _print_pasted(arguments: argparse.Namespace, pool: Executor) -> None:
    """Measure what is done about phrases and furniture in documents of their own."""
    found = [
        case
        for path in sources(arguments.folder)
        for made in (phrase_cases, furniture_cases)
        for case in made(path, 2 * arguments.documents, dev=arguments.dev)
    ]
    removed = _removed(found, pool)
    print(*removal.table(removed), "", sep="\n")
    print(_CONFIDENCES.format("documents that something was pasted into"))
    print(*reliability(removed.judgements), "", sep="\n")
    if arguments.show_pasted:
        print("Not removed whole", *removed.missed, "", sep="\n")
        print("Words of the story removed", *removed.wrong, "", sep="\n")


def _print_structure(arguments: argparse.Namespace, pool: Executor) -> None:
    """Measure what is done about lost layout, in documents of their own."""
    found = [
        case
        for path in sources(arguments.folder)
        for case in layout_cases(path, arguments.documents, dev=arguments.dev)
    ]
    mended = sum(pool.map(_structure, found, chunksize=4), Structure())
    print(*structure.table(mended), "", sep="\n")
    if arguments.show_layout:
        print(*mended.shown, "", sep="\n")


def _structure(case: Case) -> Structure:
    """Return what textclean did about the layout of a document."""
    return structure.structure(case, systems()[TEXTCLEAN](case.garbled))


def _removed(found: Iterable[Case], pool: Executor) -> Removal:
    """Add up what textclean did about what was pasted into documents."""
    return sum(pool.map(_removal, found, chunksize=4), Removal())


def _removal(case: Case) -> Removal:
    """Return what textclean did about what was pasted into a document."""
    return removal.removal(case, systems()[TEXTCLEAN](case.garbled))


def _tallies(case: Case) -> dict[str, Tally]:
    """Return what each system did to a document."""
    return {name: tally(case, system) for name, system in systems().items()}


def _by_level(tallied: Iterable[tuple[Case, Mapping[str, Tally]]]) -> Measured:
    """Add up what each system did at each level."""
    return _joined(
        {(name, case.level): found for name, found in of_case.items()} for case, of_case in tallied
    )


def _joined(parts: Iterable[Measured]) -> Measured:
    """Add up what was measured in parts."""
    total: defaultdict[tuple[str, float], Tally] = defaultdict(Tally)
    for part in parts:
        for key, found in part.items():
            total[key] += found
    return total


def _of(measured: Measured, system: str = TEXTCLEAN) -> Tally:
    """Return what a system did at all levels together."""
    return sum((found for (name, _), found in measured.items() if name == system), Tally())


def _tables(title: str, measured: Measured) -> Iterator[str]:
    """Yield the two tables of a source."""
    whole = _of(measured)
    yield (
        f"{title}: {whole.damaged} damaged documents; {whole.undamaged} undamaged ones, "
        f"{whole.words} words"
    )
    levels = {f"at {level}": measured[TEXTCLEAN, level] for level in LEVELS if whole.damaged}
    yield from table("textclean by level of damage", levels | {"all levels": whole})
    yield from table("all levels", {name: _of(measured, name) for name in systems()})


def _summary(by_source: Mapping[str, Measured]) -> Iterator[str]:
    """Yield how sure textclean was and how much harm it did, and the goals."""
    total = _of(_joined(by_source.values()))
    yield _CONFIDENCES.format("damaged and undamaged documents together")
    yield from reliability(total.judgements)
    yield ""
    yield f"Edits of undamaged documents, by rule, for each 1000 of {total.words} words"
    yield from (f"  {rule:<32}{rate:>8.3f}" for rule, rate in total.harm_by_rule.items())
    yield f"  {'all':<32}{total.harm:>8.3f}"
    yield ""
    yield "Goals, and whether they are reached; harm is edits for each 1000 undamaged words"
    yield from goals.table(
        {"all": total} | {source: _of(measured) for source, measured in by_source.items()}
    )


if __name__ == "__main__":
    main()
