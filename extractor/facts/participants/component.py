"""The spaCy component that finds participants."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from spacy.language import Language
from spacy.tokens import Doc

from extractor.facts.confidence import calibrated
from extractor.facts.context import Context
from extractor.facts.mark import add_fact, span_group
from extractor.facts.model import ParticipantsFact
from extractor.facts.participants.attachment import Earlier, takes_part
from extractor.facts.participants.patterns import Candidate, candidates

#: A count is taken for one of participants from this probability on: best in cross-validation on the
#: training documents.
FROM = 0.45


#: From this number on the same number of people, said again, is the same people: "850 доброволци … близо 850 души".
RARE = 13
#: But not where it stands so near (characters): "по 20 момчета и 20 момичета".
NEAR = 60


@Language.component("extractor_participants")
def participants(doc: Doc) -> Doc:
    """Add the counts of participants of an article to ``doc.spans["participants"]``."""
    span_group(doc, ParticipantsFact)
    context = Context(doc)
    said: dict[tuple[int | None, int | None], list[Candidate]] = {}
    earlier = Earlier()
    for candidate in candidates(doc, context):
        probability = takes_part(context, candidate, earlier)
        earlier.add(candidate, probability >= FROM)
        if probability < FROM:
            continue
        alike = said.setdefault((candidate.low, candidate.high), [])
        of = _said_before(candidate, alike) or candidate.of or "душа"
        alike.append(replace(candidate, of=of))
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


def _said_before(candidate: Candidate, alike: Sequence[Candidate]) -> str | None:
    """What an earlier count of the list `alike`, with the same number, counts, if `candidate` only repeats it."""
    if candidate.pattern in ("bare", "noun_before"):
        return alike[0].of if alike else None
    if candidate.quantity.value < RARE:
        return None
    same = (c.of for c in alike if c.noun_class == candidate.noun_class and candidate.start - c.end > NEAR)
    return next(same, None)
