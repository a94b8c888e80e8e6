"""More documents from few: the same articles with other people, places and institutions in them.

A name is replaced by another of its kind from the other articles, consistently inside a document (a
family name alone follows its bearer), some lines are put in capitals, and some quotation
marks change their kind, so that the model learns the company of a name rather than the name.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence

from spacy.tokens import Doc

SWAPPED = 0.7  # share of names that are replaced
CAPITALS = 0.05  # share of lines in capitals
_QUOTE_PAIRS = (("„", "“"), ("„", "”"), ("“", "”"), ('"', '"'), ("«", "»"))


def variants(docs: Sequence[Doc], count: int, tokenize: Callable[[str], Doc], seed: int = 1) -> list[Doc]:
    """`count` varied copies of each document."""
    chance = random.Random(seed)
    pools = _pools(docs)
    return [_vary(doc, pools, tokenize, chance) for _ in range(count) for doc in docs]


def _pools(docs: Sequence[Doc]) -> dict[tuple[str, int], list[str]]:
    """The names of all documents by label and number of words."""
    pools: dict[tuple[str, int], set[str]] = {}
    for doc in docs:
        for ent in doc.ents:
            if "\n" not in ent.text:
                pools.setdefault(_pool(ent.label_, ent.text), set()).add(ent.text)
    return {key: sorted(names) for key, names in pools.items()}


def _pool(label: str, text: str) -> tuple[str, int]:
    if label == "ORG":  # an acronym, a name in capitals, a name that begins in lower case: each for its like
        kind = 0 if text.isupper() and " " not in text else 1 if text[0].islower() else 2
        return label, kind * 2 + (text.rstrip('”“"»')[-1:] != text[-1:])
    return label, len(text.split()) * 2 + text.isupper()


def _vary(
    doc: Doc, pools: dict[tuple[str, int], list[str]], tokenize: Callable[[str], Doc], chance: random.Random
) -> Doc:
    people: dict[str, str] = {}
    full = {e.text for e in doc.ents if e.label_ == "PER" and len(e.text.split()) > 1}
    swaps: dict[tuple[str, str], str] = {}
    for name in sorted(full, key=len, reverse=True):
        if chance.random() < SWAPPED:
            new = chance.choice(pools.get(_pool("PER", name), [name]))
            swaps["PER", name] = new
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
            pool = pools.get(_pool(label, text), [text])
            swaps[label, text] = chance.choice(pool) if chance.random() < SWAPPED else text
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
