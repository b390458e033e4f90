from textclean.tokens.scanner.tokens import Tokens
from textclean.tokens.stops.vectors import Flags

def begins(source: str, tokens: Tokens) -> tuple[Flags, list[tuple[int, int]]]: ...
