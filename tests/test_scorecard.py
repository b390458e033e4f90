"""Scorecards: one sum over named features, in files that training writes and engineers correct."""

from __future__ import annotations

import ast
import json
import math
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

import attrs
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import textclean
from textclean.english import detection
from textclean.errors import EvidenceError
from textclean.evidence.confidence import log_odds, probabilities, probability
from textclean.evidence.scorecard import Chosen, FeatureTable, Scorecard, Weight, read, write
from textclean.furniture import vocabulary
from textclean.intrusions import page_matter, run_in_headings, within_sentences
from textclean.intrusions.between_sentences import interposed
from textclean.intrusions.recurring_phrases import GATE, NETWORK, Recurring, Weights, recurring
from textclean.layout import headings
from textclean.layout.blocks import body_of
from textclean.layout.lines import lines
from textclean.tagger import gate, network
from textclean.tagger.loss import GROUPS, IN_SHORT_TEXT
from textclean.text import Text
from textclean.train.logistic import fit, fit_choice
from textclean.train.scorecards import refit

PACKAGE = Path(textclean.__file__).parent
CARD = Scorecard(
    "cards.json: rain",
    "it rains",
    {
        "bias": Weight(0.5),
        "clouds": Weight(1.25),
        "umbrellas": Weight(3.0, 2.0, "They are put up in the sun, too."),
    },
    prior=Chosen(-1.0, "It seldom rains."),
    bound=Chosen(4.0, "Nobody is surer."),
)
CLOUDY = {"bias": 1.0, "clouds": 2.0, "umbrellas": 0.5}

# Something is between two of its sentences, within one, and comes back.
TEXT = Text(
    "Deal on Wind Park\n"
    "Norway on Monday signed a deal to as was noted build a wind park in the North Sea. The park "
    "is to have 90 turbines. EU Ministers Clash Over Fishing Quotas The first power is due to as "
    "was noted flow in 2031, and half of it will go to Germany.\n"
    "The mayor will as was noted answer the Shares Fall As Talks Stall members of both parties.\n"
)


def test_an_unknown_feature_is_an_error_that_names_card_and_feature() -> None:
    """A misspelt feature does not count for nothing; the nearest name is said."""
    says = 'cards.json: rain has no feature "cluods"; did you mean "clouds"?'
    misspelt = {"bias": 1.0, "cluods": 2.0, "umbrellas": 0.5}
    with pytest.raises(EvidenceError) as caught:
        CARD.log_odds(misspelt)
    assert str(caught.value) == says
    with pytest.raises(EvidenceError) as caught:
        CARD.log_odds_of(FeatureTable.of_rows([misspelt]))
    assert str(caught.value) == says


def test_a_missing_feature_is_an_error_that_names_card_and_feature() -> None:
    """Nothing is taken to be 0 in silence."""
    says = 'cards.json: rain weighs "clouds", of which nothing is said'
    lacking = {"bias": 1.0, "umbrellas": 0.5}
    for sum_up in (CARD.log_odds, lambda row: CARD.log_odds_of(FeatureTable.of_rows([row]))):
        with pytest.raises(EvidenceError) as caught:
            sum_up(lacking)
        assert str(caught.value) == says


def test_rows_of_other_features_make_no_table() -> None:
    """What stands in a column is what its name says, in every row."""
    with pytest.raises(EvidenceError, match='"clouds"'):
        FeatureTable.of_rows([{"bias": 1.0}, {"bias": 1.0, "clouds": 2.0}])
    one, other = ({name: np.zeros(2) for name in names} for names in ("ab", "ba"))
    with pytest.raises(EvidenceError, match='"b", "a"'):
        FeatureTable.joined([FeatureTable.of(one), FeatureTable.of(other)])


def test_a_file_that_is_no_json_is_an_error_that_names_it(tmp_path: Path) -> None:
    """A comma too many is found by the line."""
    path = tmp_path / "cards.json"
    path.write_text('{\n  "rain": {},\n}\n')
    with pytest.raises(EvidenceError, match=r"cards\.json: .* line [23]"):
        read(path)


def test_the_adjusted_weight_counts_and_the_prior_is_added() -> None:
    """0.5 + 2 × 1.25 + 0.5 × 2.0 - 1.0, and the same as a probability."""
    assert CARD.log_odds(CLOUDY) == pytest.approx(3.0)
    assert CARD.probability(CLOUDY) == pytest.approx(probability(3.0))


@pytest.mark.parametrize(("clouds", "bounded"), [(40.0, 4.0), (-40.0, -4.0)])
def test_no_sum_passes_the_bound(clouds: float, bounded: float) -> None:
    """The bound holds on both sides, for one thing and for many."""
    features = {**CLOUDY, "clouds": clouds}
    assert CARD.log_odds(features) == bounded
    assert CARD.log_odds_of(FeatureTable.of_rows([features])).tolist() == [bounded]


def test_one_thing_and_many_have_the_same_log_odds() -> None:
    """The table adds up what the mapping does, in whatever order its columns stand."""
    chance = np.random.default_rng(1)
    columns = {name: chance.normal(size=50) for name in ("umbrellas", "bias", "clouds")}
    table = FeatureTable.of(columns)
    alone = [CARD.log_odds(table.row(at)) for at in range(50)]
    np.testing.assert_allclose(CARD.log_odds_of(table), alone)
    np.testing.assert_allclose(CARD.log_odds_of(table[10:20]), alone[10:20])


@given(st.floats(-9, 9), st.floats(0, 1), st.floats(0, 1), st.floats(0, 3))
def test_no_sum_comes_to_more_than_it_may(
    bias: float, clouds: float, umbrellas: float, many: float
) -> None:
    """Whatever the features are that are not known yet; a weight may speak for or against."""
    card = attrs.evolve(CARD, weights={**CARD.weights, "sun": Weight(-2.0)})
    known = FeatureTable.of({"bias": np.array([bias, 0.0])})
    others: dict[str, float | np.ndarray] = {
        "clouds": 1.0,
        "umbrellas": np.array([many, 1.0]),
        "sun": 1.0,
    }
    most = card.most_of(known, others)[0]
    for sun in (0.0, 1.0):
        features = {"bias": bias, "clouds": clouds, "umbrellas": umbrellas * many, "sun": sun}
        assert card.log_odds(features) <= most
    at_most = card.log_odds({"bias": bias, "clouds": 1.0, "umbrellas": many, "sun": 0.0})
    assert most == pytest.approx(at_most, abs=1e-5)


def test_what_may_come_is_said_of_each_feature() -> None:
    """A feature that is neither known nor among the others is an error."""
    with pytest.raises(EvidenceError, match="umbrellas"):
        CARD.most_of(FeatureTable.of({"bias": np.ones(1)}), {"clouds": 1.0})


def test_a_raised_prior_is_no_farther_than_the_bound() -> None:
    """What is known beforehand is added before the sum is bounded."""
    assert CARD.raised(0.5).log_odds(CLOUDY) == pytest.approx(3.5)
    assert CARD.raised(9.0).log_odds(CLOUDY) == 4.0


def test_a_file_is_read_back_as_it_was_written(tmp_path: Path) -> None:
    """Names, order, reasons and numbers survive; a feature is a line."""
    path = tmp_path / "cards.json"
    plain = Scorecard("cards.json: plain", "“so”", {"b": Weight(1.0), "a": Weight(-2.5)})
    write(path, {"rain": CARD, "plain": plain})
    assert read(path) == {"rain": CARD, "plain": plain}
    assert read(path)["plain"].names == ("b", "a")
    assert '      "clouds": {"fitted": 1.25},\n' in path.read_text(encoding="utf-8")


def test_a_refit_keeps_what_is_adjusted_and_says_how_far_it_is(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """New fitted weights take the place of the old ones; an adjusted one still counts."""
    path = tmp_path / "cards.json"
    write(path, {"rain": CARD, "other": attrs.evolve(CARD, name="cards.json: other")})
    refit(path, {"rain": {"bias": 0.25, "clouds": 1.0, "umbrellas": 3.5}})
    cards = read(path)
    assert cards["rain"].weights == {
        "bias": Weight(0.25),
        "clouds": Weight(1.0),
        "umbrellas": Weight(3.5, 2.0, "They are put up in the sun, too."),
    }
    assert cards["rain"].prior == CARD.prior
    assert cards["other"].weights == CARD.weights
    told = '"umbrellas": fitted 3.5, adjusted to 2 (-1.50): They are put up in the sun, too.'
    assert told in capsys.readouterr().out


def test_a_fit_of_other_features_changes_no_file(tmp_path: Path) -> None:
    """Features come and go by an engineer's hand, not by a misspelt name in training."""
    path = tmp_path / "cards.json"
    write(path, {"rain": CARD})
    before = path.read_bytes()
    with pytest.raises(EvidenceError, match='no feature "cluods"'):
        refit(path, {"rain": {"bias": 0.25, "cluods": 1.0, "umbrellas": 3.5}})
    assert path.read_bytes() == before


@pytest.mark.parametrize(
    ("entry", "says"),
    [
        ({"fitted": 1, "adjusted": 2}, 'x.json: card, "wet" lacks the key "reason"'),
        ({"fitted": 1, "reason": "so"}, 'x.json: card, "wet" lacks the key "adjusted"'),
        ({"adjusted": 1, "reason": "so"}, 'x.json: card, "wet" lacks the key "fitted"'),
        ({"fited": 1}, 'x.json: card, "wet" has no key "fited"; did you mean "fitted"?'),
    ],
)
def test_an_entry_that_cannot_be_read_is_an_error(
    tmp_path: Path, entry: dict[str, object], says: str
) -> None:
    """A weight that is adjusted says why, and a misspelt key is seen."""
    path = tmp_path / "x.json"
    path.write_text(json.dumps({"card": {"about": "so", "features": {"wet": entry}}}))
    with pytest.raises(EvidenceError) as caught:
        read(path)
    assert str(caught.value) == says


def test_fitting_finds_the_weights_that_made_the_labels() -> None:
    """Both fits, given many examples drawn by known weights, come near them, by name."""
    chance = np.random.default_rng(2)
    table = FeatureTable.of({name: chance.normal(size=20_000) for name in ("a", "b")})
    odds = table.values @ [1.5, -0.5]
    weights = fit(table, (chance.random(20_000) < probabilities(odds)).astype(float))
    assert weights == {"a": pytest.approx(1.5, abs=0.1), "b": pytest.approx(-0.5, abs=0.1)}
    drawn = (odds + chance.gumbel(size=20_000)).reshape(-1, 4).argmax(axis=1)
    groups = [(table[4 * at : 4 * at + 4], int(right)) for at, right in enumerate(drawn)]
    weights = fit_choice(groups)
    assert weights == {"a": pytest.approx(1.5, abs=0.1), "b": pytest.approx(-0.5, abs=0.1)}


def test_probability_and_log_odds_undo_one_another() -> None:
    """From either end, and what is sure is infinitely so."""
    for odds in (-30.0, -1.5, 0.0, 4.0):
        assert log_odds(probability(odds)) == pytest.approx(odds)
        assert probabilities(np.array([odds]))[0] == pytest.approx(probability(odds))
    assert [log_odds(0.0), log_odds(1.0)] == [-math.inf, math.inf]
    assert [probability(-1e9), probability(math.inf)] == [0.0, 1.0]


def of_headings() -> Iterable[str]:
    """The features by which headings are judged."""
    found = list(lines(TEXT.source))
    return next(filter(None, headings.evidence(found, body_of(found))))


def of_run_in_by_gate() -> Iterable[str]:
    """The features by which the gate judges headings that ran in."""
    found = run_in_headings.candidates(TEXT)
    return run_in_headings.gate_evidence(found, gate.look(TEXT)).names


def of_run_in_by_network() -> Iterable[str]:
    """The features by which the network judges them."""
    found = run_in_headings.candidates(TEXT)
    return run_in_headings.network_evidence(TEXT, found, network.tag(TEXT)).names


def of_ends() -> Iterable[str]:
    """The features by which the end of what breaks in is chosen."""
    first = np.array([each.first for each in within_sentences.candidates(TEXT)])
    _, _, table = next(within_sentences.ends(TEXT, first))
    return table.names


def recurring_phrase(weights: Weights) -> Recurring:
    """A phrase that comes back, judged with these weights."""
    return recurring(TEXT, gate.look(TEXT).stray, weights)[0]


def spoken() -> Mapping[str, float]:
    """Return the features of a line in which a page may speak."""
    text = Text("Tickets from our shop.\n")
    [(_, features)] = page_matter.line_evidence(text, text.parts, 0)
    return features


USERS: dict[str, dict[str, Callable[[], Iterable[str]]]] = {
    "english/detection.json": {"english": lambda: detection.features(["the", "bridge"])},
    "layout/headings.json": {"heading": of_headings},
    "tagger/loss.json": {"damage": lambda: (*GROUPS, IN_SHORT_TEXT)},
    "intrusions/within_sentences.json": {
        "end": of_ends,
        "interruption": lambda: within_sentences.candidates(TEXT)[0].evidence,
    },
    "intrusions/between_sentences.json": {"interposed": lambda: interposed(TEXT)[0].evidence},
    "intrusions/run_in_headings.json": {
        "network": of_run_in_by_network,
        "gate": of_run_in_by_gate,
    },
    "intrusions/recurring_phrases.json": {
        "place by the network": lambda: recurring_phrase(NETWORK).features.names,
        "phrase by the network": lambda: recurring_phrase(NETWORK).evidence,
        "place by the gate": lambda: recurring_phrase(GATE).features.names,
        "phrase by the gate": lambda: recurring_phrase(GATE).evidence,
    },
    "intrusions/page_matter.json": {"spoken": spoken},
    "furniture/vocabulary.json": {"page words": lambda: vocabulary.counts(["share"])},
}


@pytest.mark.parametrize(
    ("file", "name", "features"),
    [(file, name, user) for file, users in USERS.items() for name, user in users.items()],
)
def test_each_shipped_card_weighs_what_its_user_sees(
    file: str, name: str, features: Callable[[], Iterable[str]]
) -> None:
    """The features of a card are exactly those that its user finds in a text."""
    assert set(features()) == set(read(PACKAGE / file)[name].names)


def test_no_shipped_card_is_left_out() -> None:
    """Each scorecard in the package has a user above; the files are as `write` leaves them."""
    others = {"card.json", "configuration.schema.json", "output.schema.json"}
    files = {path for path in PACKAGE.rglob("*.json") if path.name not in others}
    assert {path.relative_to(PACKAGE).as_posix() for path in files} == USERS.keys()
    for path in files:
        assert read(path).keys() == USERS[path.relative_to(PACKAGE).as_posix()].keys()


def test_shipped_files_are_written_as_they_stand(tmp_path: Path) -> None:
    """A refit changes the lines of what it fits, and no others."""
    for file in USERS:
        path = tmp_path / Path(file).name
        write(path, read(PACKAGE / file))
        assert path.read_bytes() == (PACKAGE / file).read_bytes()


def test_what_a_page_speaks_is_surer_beside_other_furniture_and_not_where_headings_stand() -> None:
    """A line says more of a page beside other furniture, and less where headings stand."""
    line = "Tickets from our shop."
    text = Text(f"{line}\n")
    alone, beside = (page_matter.page_lines(text, text.parts, peers)[0] for peers in (0, 2))
    assert alone < beside
    may, may_not = ({**spoken(), "may be a heading": each} for each in (1.0, 0.0))
    assert page_matter.SPOKEN.probability(may) < page_matter.SPOKEN.probability(may_not)


def test_no_table_of_weights_stands_in_the_code() -> None:
    """At run time no module has a mapping from names to numbers with a fraction, all of them
    written out; weights stand in scorecards.
    """
    found = [
        f"{path.relative_to(PACKAGE)}:{node.lineno}"
        for path in PACKAGE.rglob("*.py")
        if "train" not in path.parts
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Dict) and len(node.values) > 2 and all(map(is_number, node.values))
        if any(isinstance(ast.literal_eval(value), float) for value in node.values)
    ]
    assert found == []


def is_number(node: ast.expr) -> bool:
    """Whether an expression is a number as it is written, with or without a sign."""
    inner = node.operand if isinstance(node, ast.UnaryOp) else node
    return isinstance(inner, ast.Constant) and isinstance(inner.value, int | float)
