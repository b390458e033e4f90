"""`textclean golden`: golden texts are verified, and rewritten only when asked."""

from __future__ import annotations

import pytest
from command import DAMAGED, REPAIRED, Command, in_empty_folder  # noqa: F401

GOLDEN = ("golden", "seeds", "stories")


def test_golden_texts_that_hold(command: Command) -> None:
    """Where each golden text is what the rules make of its seed, the exit code is 0."""
    command.write("seeds/a.txt")
    command.write("seeds/deep/b.txt", REPAIRED)
    command.write("stories/a.txt", REPAIRED)
    command.write("stories/deep/b.txt", REPAIRED)
    done = command(*GOLDEN)
    assert (done.code, done.out, done.err) == (0, "", "2 of 2 golden texts verified.\n")


def test_a_difference_is_shown_and_left(command: Command) -> None:
    """A golden text that differs is shown as a diff and stays as a person wrote it."""
    command.write("seeds/a.txt")
    command.write("stories/a.txt", "Talks resumed!\nThey ended.\n")
    done = command(*GOLDEN)
    assert done.code == 1
    assert "--- stories/a.txt (golden)\n+++ stories/a.txt (made)\n" in done.out
    assert "-Talks resumed!\n+Talks resumed.\n" in done.out
    assert command.read("stories/a.txt") == "Talks resumed!\nThey ended.\n"


def test_a_missing_last_line_end_is_shown(command: Command) -> None:
    """A difference in nothing but the end of the file is a difference."""
    command.write("seeds/a.txt", REPAIRED)
    command.write("stories/a.txt", REPAIRED.rstrip())
    assert "\\ No newline at end of file" in command(*GOLDEN).out


def test_update_shows_and_rewrites(command: Command) -> None:
    """`--update` shows each difference, writes the golden text, and then all is verified."""
    command.write("seeds/a.txt")
    command.write("seeds/deep/b.txt")
    command.write("stories/a.txt", DAMAGED)
    done = command(*GOLDEN, "--update")
    assert done.code == 0
    assert "+Talks resumed.\n" in done.out
    assert "stories/deep/b.txt: written" in done.err
    assert command.read("stories/a.txt") == command.read("stories/deep/b.txt") == REPAIRED
    assert command.read("seeds/a.txt") == DAMAGED
    assert command(*GOLDEN).code == 0


def test_update_makes_the_folder(command: Command) -> None:
    """The first golden texts may be written into a folder that is not there yet."""
    command.write("seeds/a.txt")
    assert command(*GOLDEN, "--update").code == 0
    assert command.read("stories/a.txt") == REPAIRED


def test_missing_and_extra_golden_texts_are_reported(command: Command) -> None:
    """A seed without a golden text fails, and so does a golden text without a seed."""
    command.write("seeds/a.txt")
    command.write("seeds/b.txt")
    command.write("stories/a.txt", REPAIRED)
    command.write("stories/c.txt", REPAIRED)
    done = command(*GOLDEN)
    assert done.code == 1
    assert "stories/b.txt: missing" in done.err
    assert "stories/c.txt: has no seed in seeds" in done.err
    assert "1 of 2 golden texts verified." in done.err


def test_every_seed_counts(command: Command) -> None:
    """Neither `exclude` nor `.gitignore` nor the size of a seed keeps it from being verified."""
    command.write("textclean.toml", 'exclude = ["seeds"]\nmax-file-size = 1')
    command.write(".gitignore", "seeds/")
    command.write("seeds/a.text")
    command.write("seeds/.gitkeep", "")
    command.write("stories/a.text", DAMAGED)
    assert command(*GOLDEN).code == 1


def test_the_configuration_counts_unless_isolated(command: Command) -> None:
    """The rules run as the project configures them, or as they come with `--isolated`."""
    command.write("textclean.toml", 'ignore = ["spacing"]')
    command.write("seeds/a.txt")
    command.write("stories/a.txt", DAMAGED)
    assert command(*GOLDEN).code == 0
    assert command(*GOLDEN, "--isolated").code == 1


@pytest.mark.parametrize(("missing", "says"), [("seeds", "seeds"), ("stories", "stories")])
def test_both_folders_must_exist(command: Command, missing: str, says: str) -> None:
    """A folder that is not there is wrong usage, never a success about nothing."""
    for folder in {"seeds", "stories"} - {missing}:
        command.write(f"{folder}/a.txt")
    done = command(*GOLDEN)
    assert done.code == 2
    assert f"{says}: is no folder" in done.err


def test_no_seed_is_no_success(command: Command) -> None:
    """An empty folder of seeds would verify nothing, and says so."""
    command.write("seeds/.gitkeep", "")
    command.write("stories/a.txt")
    done = command(*GOLDEN)
    assert done.code == 2
    assert "nothing would be verified" in done.err


def test_an_unreadable_seed_is_an_error(command: Command) -> None:
    """A seed that is no text cannot be verified."""
    command.write("seeds/a.txt", b"\xff")
    command.write("seeds/b.txt", b"\0")
    command.write("stories/a.txt", b"\xff")
    done = command(*GOLDEN)
    assert done.code == 3
    assert "seeds/a.txt: not UTF-8" in done.err
    assert "seeds/b.txt: binary file" in done.err
