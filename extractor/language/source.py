"""How a `Doc` over a cleaned text remembers the source that it was cleaned from.

The map is stored as plain values, so that `Doc.to_bytes` and `DocBin` keep working.
"""

from __future__ import annotations

from typing import Any

from spacy.tokens import Doc

from extractor.cleaning.cleaned import Cleaned

_CLEANED = "extractor.cleaned"

# The last map that was rebuilt, so that a document's facts share one: (plain values, object).
_last: tuple[dict[str, Any], Cleaned] | None = None


def cleaned_of(doc: Doc) -> Cleaned:
    """How `doc.text` maps to the source; the identity for a `Doc` that was not cleaned."""
    global _last
    plain = doc.user_data.get(_CLEANED)
    if plain is None:
        return Cleaned.identity(doc.text)
    last = _last
    if last is None or last[0] is not plain:
        _last = last = (plain, Cleaned.from_dict(plain))
    return last[1]


def text_of(doc: Doc) -> str:
    """`doc.text`, which spaCy puts together from its tokens each time, as it was cleaned."""
    plain = doc.user_data.get(_CLEANED)
    return doc.text if plain is None else str(plain["text"])


def set_cleaned(doc: Doc, cleaned: Cleaned) -> None:
    """Remember how `doc.text` maps to the source."""
    doc.user_data[_CLEANED] = cleaned.to_dict()
