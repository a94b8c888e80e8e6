"""The spaCy component that finds municipalities."""

from __future__ import annotations

from spacy.language import Language
from spacy.tokens import Doc

from extractor.facts.mark import add_fact, span_group
from extractor.facts.model import MunicipalityFact
from extractor.facts.municipalities.mentions import Meaning, find_mentions
from extractor.facts.municipalities.value import resolve
from extractor.language.source import cleaned_of, text_of


@Language.component("extractor_municipalities")
def municipalities(doc: Doc) -> Doc:
    """Add the municipalities of an article to ``doc.spans["municipalities"]``.

    Reads ``doc.spans["people"]`` where it is there, so that "Роман Петров" names no town.
    """
    span_group(doc, MunicipalityFact)
    people = [(span.start_char, span.end_char) for span in doc.spans.get("people", [])]
    mentions = [
        mention
        for mention in find_mentions(text_of(doc))
        if mention.meaning is Meaning.MUNICIPALITY
        or not any(start <= mention.start and mention.end <= end for start, end in people)
    ]
    cleaned = cleaned_of(doc)
    furniture = "\n".join(cleaned.source[part.start : part.end] for part in cleaned.furniture)
    found = resolve(text_of(doc), mentions, find_mentions(furniture) if furniture else ())
    bodies = {unit.code for mention, unit in found if mention.meaning is Meaning.MUNICIPALITY}
    for mention, unit in found:
        add_fact(
            doc,
            MunicipalityFact,
            mention.start,
            mention.end,
            rule=mention.rule,
            name=unit.name,
            code=unit.code,
            district=unit.district,
            nuts3=unit.nuts3,
            basis="municipality" if unit.code in bodies else "settlement",
        )
    return doc
