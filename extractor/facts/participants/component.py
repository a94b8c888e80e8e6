"""The spaCy component that finds participants."""

from __future__ import annotations

from spacy.language import Language
from spacy.tokens import Doc

from extractor.facts.confidence import calibrated
from extractor.facts.context import Context
from extractor.facts.mark import add_fact
from extractor.facts.model import ParticipantsFact
from extractor.facts.participants.attachment import Earlier, takes_part
from extractor.facts.participants.patterns import candidates

#: A count is taken for one of participants from this probability on: best in cross-validation on the
#: training documents.
FROM = 0.45


@Language.component("extractor_participants")
def participants(doc: Doc) -> Doc:
    """Add the counts of participants of an article to ``doc.spans["participants"]``."""
    context = Context(doc)
    seen: dict[tuple[int | None, int | None], set[str]] = {}
    earlier = Earlier()
    for candidate in candidates(doc, context):
        probability = takes_part(context, candidate, earlier)
        earlier.add(candidate, probability >= FROM)
        if probability < FROM:
            continue
        nouns = seen.setdefault((candidate.low, candidate.high), set())
        of = candidate.of or "душа"
        if candidate.pattern in ("bare", "noun_before") and nouns:
            of = next(iter(sorted(nouns)))  # the same number again, without its noun
        nouns.add(of)
        add_fact(
            doc,
            ParticipantsFact,
            candidate.start,
            candidate.end,
            rule=f"participants.{candidate.pattern}",
            minimum=candidate.low,
            maximum=candidate.high,
            approx=candidate.approx,
            of=of,
            confidence=calibrated("participants", probability),
        )
    return doc
