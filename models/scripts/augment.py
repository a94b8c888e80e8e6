"""More documents from few: the same articles with other people, places and institutions in them.

A name is replaced by another of its kind from the other articles or from lists, consistently inside a document
(a family name alone follows its bearer), some lines are put in capitals, and some quotation
marks change their kind, so that the model learns the company of a name rather than the name.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable, Mapping, Sequence

from spacy.tokens import Doc

SWAPPED = 0.7  # share of names that are replaced
KEPT = {"EVT"}  # one event cannot stand where another did
CAPITALS = 0.05  # share of lines in capitals
_QUOTE_PAIRS = (("„", "“"), ("„", "”"), ("“", "”"), ('"', '"'), ("«", "»"))


def variants(
    docs: Sequence[Doc],
    count: int,
    tokenize: Callable[[str], Doc],
    lists: Mapping[str, Iterable[str]] | None = None,
    listed: float = 0.0,
    seed: int = 1,
) -> list[Doc]:
    """`count` varied copies of each document.

    The new names come from `docs`, and a share of them, `listed`, from `lists` of names by label.
    """
    chance = random.Random(seed)
    names = Names(
        ((ent.label_, ent.text) for doc in docs for ent in doc.ents if "\n" not in ent.text),
        ((label, text) for label, texts in (lists or {}).items() for text in texts),
        listed,
        chance,
    )
    return [_vary(doc, names, tokenize, chance) for _ in range(count) for doc in docs]


class Names:
    """The names that may take the place of one another: met in documents, and listed."""

    def __init__(
        self, met: Iterable[tuple[str, str]], listed: Iterable[tuple[str, str]], share: float, chance: random.Random
    ) -> None:
        self.met, self.listed = _pools(met), _pools(listed)
        self.share = share  # of new names that come from lists
        self.chance = chance

    def other(self, label: str, text: str) -> str:
        """Another name with this label that looks like `text`; now and then `text` itself."""
        if label in KEPT or self.chance.random() >= SWAPPED:
            return text
        key = _pool(label, text)
        listed = self.chance.random() < self.share and self.listed.get(key)
        return self.chance.choice(listed or self.met.get(key, [text]))


def _pools(names: Iterable[tuple[str, str]]) -> dict[tuple[str, int], list[str]]:
    """Names by label and number of words."""
    pools: dict[tuple[str, int], set[str]] = {}
    for label, text in names:
        pools.setdefault(_pool(label, text), set()).add(text)
    return {key: sorted(texts) for key, texts in pools.items()}


def _pool(label: str, text: str) -> tuple[str, int]:
    if label == "ORG":  # an acronym, a name in capitals, a name that begins in lower case: each for its like
        kind = 0 if text.isupper() and " " not in text else 1 if text[0].islower() else 2
        return label, kind * 2 + (text.rstrip('”“"»')[-1:] != text[-1:])
    return label, len(text.split()) * 2 + text.isupper()


def _vary(doc: Doc, names: Names, tokenize: Callable[[str], Doc], chance: random.Random) -> Doc:
    people: dict[str, str] = {}
    full = {e.text for e in doc.ents if e.label_ == "PER" and len(e.text.split()) > 1}
    swaps: dict[tuple[str, str], str] = {}
    for name in sorted(full, key=len, reverse=True):
        swaps["PER", name] = new = names.other("PER", name)
        people[name.split()[-1].lower()] = new.split()[-1]
    pieces: list[str] = []
    entities: list[tuple[int, int, str]] = []
    at = length = 0
    for ent in doc.ents:
        label, text = ent.label_, ent.text
        if label == "PER" and (label, text) not in swaps and text.lower() in people:
            family = people[text.lower()]
            swaps[label, text] = family.upper() if text.isupper() else family
        elif label != "PER" and (label, text) not in swaps:
            swaps[label, text] = names.other(label, text)
        new = swaps.get((label, text), text)
        before = doc.text[at : ent.start_char]
        pieces += [before, new]
        length += len(before)
        entities.append((length, length + len(new), label))
        length += len(new)
        at = ent.end_char
    pieces.append(doc.text[at:])
    text = _other_quotes(_shout("".join(pieces), chance), chance)
    varied = tokenize(text)
    spans = [varied.char_span(a, b, label=label, alignment_mode="contract") for a, b, label in entities]
    varied.ents = [span for span in spans if span is not None]
    return varied


def _shout(text: str, chance: random.Random) -> str:
    """Some lines in capitals; offsets stay, for a capital is one character too."""
    lines = [
        line.upper() if chance.random() < CAPITALS and len(line.upper()) == len(line) else line
        for line in text.split("\n")
    ]
    return "\n".join(lines)


def _other_quotes(text: str, chance: random.Random) -> str:
    """Another kind of quotation marks throughout a document that uses one kind."""
    for opening, closing in _QUOTE_PAIRS[:2]:
        if text.count(opening) == text.count(closing) > 0:
            new = chance.choice(_QUOTE_PAIRS)
            return text.translate({ord(opening): new[0], ord(closing): new[1]})
    return text
