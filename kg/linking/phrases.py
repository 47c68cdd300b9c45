"""Whether words for a joint programme speak of a programme that exists."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from kg.linking.hedges import is_hedged
from kg.linking.scene import HERE

if TYPE_CHECKING:
    from kg.linking.scene import Spot

_DEFINITE: Final = re.compile(
    rf"\b(?:the|this|its|our|said|el|este|dicho|del|al|su|nuestro|le|ce|du|au|son|notre|o|do|ao|no|neste|deste|pelo)"
    rf"(?: [\w'/-]+){{0,2}} {HERE}"
)
_INDEFINITE: Final = re.compile(
    rf"\b(?:a|an|un|une|um|uma|any|another|otro|autre|outro|algun|cualquier)(?: [\w'/-]+){{0,2}} {HERE}"
)
_NAMED: Final = re.compile(rf"{HERE}(?:,? (?:called|entitled|titled|denominado|titulado|llamado|intitule|dit))? ?[\"(]")
_REAL: Final = re.compile(
    r"\b(?:was|were|has been|had been|is being|fue|ha sido|fueron|se implemento|se ejecuto|implementado|a ete|foi|"
    r"implemented|launched|funded|financed|mis en oeuvre|mis en œuvre|financiado|ejecutado)\b"
)


def speaks_of_a_programme(spot: Spot) -> bool:
    """Tell whether the sentence of a joint-programme phrase speaks of an actual programme.

    It does when the programme is named (capitals, a title that follows) or definite ("the joint programme"), or said
    to have been carried out; it does not when the sentence wishes for one, doubts it or denies it.
    """
    sentence, near = spot.whole_sentence[1], spot.near[1]
    if is_hedged(spot.scene.folded.loose, spot.scene.language, spot.sentence[0], spot.start):
        return False
    if spot.is_title and not spot.is_in_capitals:
        return True
    if _DEFINITE.search(near) or _NAMED.search(near) or spot.is_in_capitals:
        return True
    is_some = spot.is_first_in_sentence or _INDEFINITE.search(near) is not None
    return is_some and _REAL.search(sentence) is not None
