"""All amounts of a text as written."""

from __future__ import annotations

from tui.facts.counting.form import Quantity
from tui.facts.counting.in_digits import Taken, in_digits
from tui.facts.counting.in_words import in_words
from tui.facts.counting.movements import joined
from tui.facts.counting.words import count_words
from tui.facts.tokens import Tokens
from tui.lexicon.lexicon import Lexicon


def read_quantities(tokens: Tokens, lexicon: Lexicon, taken: Taken) -> list[Quantity]:
    """Every quantity of the text outside the `taken` ranges (sorted), in order; time is linear."""
    words = count_words(lexicon)
    found = [*in_digits(tokens, words, taken), *in_words(tokens, words)]
    found.sort(key=lambda quantity: quantity.number_at)
    return joined(tokens.text, found)
