"""Put facts on a `Doc` and read them back.

Fact components call `add_fact` with offsets into ``doc.text`` (the cleaned article);
this module translates them to the source, fills in the calibrated confidence, and
stores the fact as plain values, so that `Doc.to_bytes`, `DocBin` and
``nlp.pipe(n_process=2)`` keep working. ``span._.fact`` gives the typed object.
"""

from __future__ import annotations

from typing import Any

from spacy.tokens import Doc, Span, SpanGroup

from extractor.cleaning.cleaned import Cleaned
from extractor.facts.confidence import confidence
from extractor.facts.model import KINDS, SPANS_KEY, Fact
from extractor.language.source import cleaned_of

_FACTS = "extractor.facts"
_OUTSIDE = "extractor.facts.outside"


def add_fact(doc: Doc, cls: type[Fact], start: int, end: int, *, rule: str, **values: Any) -> Span:
    """Add a fact of type `cls` at ``doc.text[start:end]`` to ``doc.spans``.

    `start` and `end` are code-point offsets into ``doc.text``; `values` are the fields of
    `cls` beside its place. The span covers the tokens that the characters touch; the fact
    keeps the exact characters. Raises ValueError for an empty stretch.
    """
    cleaned = cleaned_of(doc)
    fact = _fact(cleaned, cls, *cleaned.to_source(start, end), rule, values)
    facts = doc.user_data.setdefault(_FACTS, [])
    span = doc.char_span(start, end, label=cls.kind, span_id=str(len(facts)), alignment_mode="expand")
    if span is None:  # to_source has checked the offsets already
        raise ValueError(f"no tokens at {start}:{end}")
    facts.append(fact.to_dict())
    span_group(doc, cls).append(span)
    return span


def span_group(doc: Doc, cls: type[Fact]) -> SpanGroup:
    """The spans of the facts of type `cls` in ``doc.spans``, made where there are none: a component
    that finds nothing leaves an empty group, not a missing one."""
    key = SPANS_KEY[cls.kind]
    spans = doc.spans
    group: SpanGroup | None = spans.get(key)
    if group is None:
        group = spans[key] = SpanGroup(doc, name=key)
    return group


def add_source_fact(doc: Doc, cls: type[Fact], start: int, end: int, *, rule: str, **values: Any) -> None:
    """Add a fact that stands outside the cleaned article, at ``doc._.cleaned.source[start:end]``.

    It has no span: `facts_of` and `mentions` give it, ``doc.spans`` does not. Raises ValueError
    for an empty stretch.
    """
    cleaned = cleaned_of(doc)
    if not 0 <= start < end <= len(cleaned.source):
        raise ValueError(f"no characters at {start}:{end} in a source of {len(cleaned.source)}")
    outside = doc.user_data.setdefault(_OUTSIDE, [])
    outside.append(_fact(cleaned, cls, start, end, rule, values).to_dict())


def _fact(cleaned: Cleaned, cls: type[Fact], start: int, end: int, rule: str, values: dict[str, Any]) -> Fact:
    """A fact of type `cls` at ``cleaned.source[start:end]``."""
    values.setdefault("confidence", confidence(rule))
    return cls(start=start, end=end, text=cleaned.source[start:end], rule=rule, **values)


def fact_of(span: Span) -> Fact | None:
    """The fact of a span that `add_fact` made, else None."""
    facts = span.doc.user_data.get(_FACTS, [])
    key = SPANS_KEY.get(span.label_)
    if key is None or not span.id_.isdigit() or int(span.id_) >= len(facts):
        return None
    return KINDS[key].from_dict(facts[int(span.id_)])


def mentions(doc: Doc) -> list[tuple[Fact, Span | None]]:
    """All facts of a document with their spans, by kind and then in reading order.

    The span is None for a fact that stands outside the cleaned article.
    """
    found: list[tuple[Fact, Span | None]] = []
    outside = doc.user_data.get(_OUTSIDE, [])
    for key, cls in KINDS.items():
        group: list[tuple[Fact, Span | None]] = [
            (fact, span) for span in doc.spans.get(key, []) if (fact := fact_of(span)) is not None
        ]
        group += [(cls.from_dict(plain), None) for plain in outside if plain["kind"] == cls.kind]
        found += sorted(group, key=lambda pair: (pair[0].start, pair[0].end))
    return found


def facts_of(doc: Doc) -> list[Fact]:
    """All facts of a document, by kind and then in reading order."""
    return [fact for fact, _ in mentions(doc)]


def register_extensions() -> None:
    """Make ``span._.fact``, ``doc._.facts``, ``doc._.cleaned``, ``doc._.published`` available."""
    Span.set_extension("fact", getter=fact_of, force=True)
    Doc.set_extension("facts", getter=facts_of, force=True)
    Doc.set_extension("cleaned", getter=cleaned_of, force=True)
    if not Doc.has_extension("published"):
        # ISO date ("2019-07-24") of publication, the anchor for relative dates; None where nobody has looked
        # for it yet, "" where the document does not tell.
        Doc.set_extension("published", default=None)
