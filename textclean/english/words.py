"""All lists of English words that rules share, each once."""

from __future__ import annotations

# The closed classes of English: what a heading keeps small and a sentence cannot do without.
FUNCTION_WORDS = frozenset(
    """
    a an the this that these those my your his her its our their some any no each every all both
    of in on at by to for from with without within into onto over under between among against
    about after before during through across along around behind beyond near off out up down
    toward towards upon via per as than like since until till despite amid
    and or but nor so yet if because although though while whereas whether unless when where
    who whom whose which what how why
    i me we us you he him she it they them there here not also only just
    is are was were be been being am has have had having do does did will would shall should can
    could may might must
    """.split()  # noqa: SIM905
)

# Finite forms and pronouns that a sentence has and a heading seldom: headings drop their
# auxiliaries ("Army finds remains", "Talks to resume") and speak of nobody by a pronoun.
SENTENCE_WORDS = frozenset(
    """
    is are was were has have had will would could should did said says he she they it we i
    him her them which who there
    """.split()  # noqa: SIM905
)

# Words after which a phrase must go on; "Who we are" and "Things to look out for" may end.
OPEN_ENDS = frozenset(
    "a an the and or but nor of with from at as than that which my your his its our their".split()  # noqa: SIM905
)

DETERMINERS = frozenset("a an the this that these those my your his her its our their".split())  # noqa: SIM905

# Words that, with a determiner or in place of one, say how many.
QUANTIFIERS = frozenset("each every any some no all both".split())  # noqa: SIM905

PREPOSITIONS = frozenset(
    """
    of in on at by to for from with within into over under between near across during since until
    """.split()  # noqa: SIM905
)

SUBORDINATORS = frozenset(
    """
    after although as because before if once since that though unless until when whenever where
    whereas wherever whether which while who whom whose
    """.split()  # noqa: SIM905
)

# Auxiliaries that can stand without another verb before them.
FINITE = frozenset(
    """
    is are was were has have had does did will would can could may might must shall should
    """.split()  # noqa: SIM905
)

# Words that ask: with them questions begin, and headings that answer one.
WH_WORDS = frozenset("who whom whose what which when where why how".split())  # noqa: SIM905

# The second halves of contractions and possessives, behind the apostrophe.
SECOND_HALVES = ("s", "t", "d", "m", "re", "ve", "ll")

PRONOUNS = frozenset("he him she her they them it we us i you me".split())  # noqa: SIM905

MONTHS = (
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
)
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
# The longer of two that begin alike stands first, as a pattern tries them in order.
SHORT_WEEKDAYS = ("mon", "tues", "tue", "wed", "thurs", "thu", "fri", "sat", "sun")

# The last parts of domains, which stand behind a point in names too: `USA.Gov`.
TOP_LEVEL_DOMAINS = frozenset(
    """
    com org net edu gov mil info biz name int co uk eu us ca au js io ai tv app dev
    """.split()  # noqa: SIM905
)
