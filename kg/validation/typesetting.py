"""Our own sentences in the typography of their language: quotes, apostrophes, blanks that do not break.

The shapes write plain signs, which a terminal and a program can show. A letter is read by people: English sets
‘words’, Spanish «words», French « words », and French parts a colon from its word by a blank that holds both together.
"""

from __future__ import annotations

import re
from typing import Final

_BLANK: Final = "\N{NO-BREAK SPACE}"
_APOSTROPHE: Final = re.compile(r"(?<=\w)'(?=\w)")
_QUOTED: Final = re.compile(r"'([^']+)'")
_QUOTES: Final = {"en": ("‘", "’"), "es": ("«", "»"), "fr": (f"«{_BLANK}", f"{_BLANK}»")}
_HELD: Final = re.compile(r" ([:;?!%])")


def typeset(text: str, language: str) -> str:
    """Return a sentence of ours as it is printed in `language`.

    Examples
    --------
    >>> typeset("The page's 'url' is no address.", "en")
    'The page’s ‘url’ is no address.'
    >>> typeset("Corrija 'eval_url' en la página.", "es")
    'Corrija «eval_url» en la página.'
    >>> typeset("L'adresse : 'url'.", "fr").replace("\\N{NO-BREAK SPACE}", "_")
    'L’adresse_: «_url_».'
    """
    opening, closing = _QUOTES[language]
    text = _QUOTED.sub(rf"{opening}\1{closing}", _APOSTROPHE.sub("’", text))
    return _HELD.sub(rf"{_BLANK}\1", text) if language == "fr" else text
