"""Matter that agencies send around a story is known by its form."""

from __future__ import annotations

import pytest

from textclean.layout.blocks import WIRE
from textclean.layout.forms import has_dateline
from textclean.layout.lines import lines
from textclean.text import Text

STORY = "The ferries stayed in port for an eighth day, and nobody expected a deal before Monday.\n"


@pytest.mark.parametrize(
    "line",
    [
        "BC-EU--Ukraine-Talks, 2nd Ld-Writethru",
        "AM-Congress-Budget, 1st Ld - Writethru, a0642",
        "UPDATE 2-Central bank holds rates, sees slower growth",
        "Eds: UPDATES with quotes from foreign minister, background. With AP Photos.",
        "(Adds governor's comments, details)",
        "(EDITORS: Photos will move by 9 p.m. EDT.)",
        "(With AP Graphic BRIDGE CLOSURE 051024)",
        "EMBARGOED UNTIL 0001 GMT, FRIDAY, MAY 10",
        "ADVANCE FOR USE SUNDAY, MAY 12, 2024, AND THEREAFTER",
        "For release Friday, May 10, and thereafter",
        "ADV10",
        "End Adv for Sunday, May 12",
        "^For old trains, new crews<",
        "^By JUNE ABBOTT=",
        "Associated Press",
        "(MORE)",
        "(more)",
        "(Begin optional trim)",
        "###",
        "# # #",
        "-30-",
        "-0- May/10/2024 18:22 GMT",
        "___",
        "(XINHUA)",
        "AAP jt/lm",
        "afp-jb/kl",
        "((Reporting by Jim Hall in Washington; Editing by Sue Low))",
        "Associated Press writer Karl Moe in Stockholm contributed to this report.",
        "AP-WF-05-10-24 1402GMT",
        "101402 GMT MAY 24",
        "AFP123 4 i 0112 AFP /AFP-KL41",
        "a0723 bc-eu-talks",
    ],
)
def test_wire_matter_is_told_from_the_story(line: str) -> None:
    """Each line is wire matter wherever it stands, and the story around it is not."""
    source = f"{STORY}\n{line}\n\n{STORY}"
    kinds = [block.kind for block in Text(source).blocks]
    assert kinds[1] in (WIRE, "rule line")
    assert WIRE not in (kinds[0], kinds[2])


@pytest.mark.parametrize(
    "line",
    [
        "(He added that the governor had no comment on the details.)",
        "The Associated Press reported the vote first.",
        "For release from custody he must pay a fine of 500 euros.",
        "Advance for use of the hall is paid in March, the council said.",
        "2-2 was the score when the lights went out at the stadium.",
        "Moss/Horten is the busiest crossing in the country by far.",
    ],
)
def test_sentences_that_begin_like_wire_matter_are_prose(line: str) -> None:
    """The form of the whole line counts, not its first word."""
    kinds = [block.kind for block in Text(f"{STORY}\n{line}\n\n{STORY}").blocks]
    assert WIRE not in kinds


@pytest.mark.parametrize(
    "lead",
    [
        "KYIV, Ukraine (AP) — ",
        "KYIV, Ukraine (AP) _ ",
        "LONDON (Reuters) - ",
        "LONDON, May 10 (Reuters) - ",
        "WASHINGTON/KYIV (Reuters) - ",
        "NEW DELHI, May 10 – ",
        "Paris, France, May 10, 2024 (AFP) - ",
        "TOKYO, May 10 Kyodo - ",
        "ASTANA. May 10 (Interfax) - ",
        "May 10 (Interfax) - ",
        "MOSCOW, May 10. /TASS/. ",
        "ISLAMABAD: ",
        "(CNN) — ",
        "(CNN)",
        "(Bloomberg) -- ",
    ],
)
def test_datelines_are_known(lead: str) -> None:
    """A story begins with its place and its agency in many forms."""
    (line,) = lines(f"{lead}{STORY}")
    assert has_dateline(line)


@pytest.mark.parametrize(
    "start",
    [
        "- One item of a list",
        "The group (AP) — said",
        "Q: Why now?",
        "I — who knew — left.",
        "The ferry (built in 1998) - the oldest - sank.",
        "(Both were acquitted.) - The court",
    ],
)
def test_other_dashes_and_brackets_are_no_datelines(start: str) -> None:
    """Dashes, brackets and colons stand in sentences too."""
    (line,) = lines(start)
    assert not has_dateline(line)
