"""What `closed_up` mends, and what only looks like it."""

import pytest
from islander_style import closed_up

import textclean

pipeline = textclean.pipeline().with_rule(closed_up)


def test_a_hyphen_goes() -> None:
    """The word is closed up whatever its case, and the repair can be undone."""
    report = pipeline("E-mail us. Or pay on-line.\n")
    assert report.text == "Email us. Or pay online.\n"
    assert report.undo() == report.source


@pytest.mark.parametrize("clean", ["An e-mail-only offer.\n", "See on-line.example.com today.\n"])
def test_what_only_looks_like_it_stays(clean: str) -> None:
    """Longer compounds and addresses keep every byte."""
    assert pipeline(clean).text == clean
