"""The spaCy component that finds people, their titles and their positions."""

from __future__ import annotations

from collections.abc import Sequence

from spacy.language import Language
from spacy.tokens import Doc

from extractor.facts.mark import add_fact, span_group
from extractor.facts.model import PersonFact, Position
from extractor.facts.people.attachment import Attachment
from extractor.facts.people.identity import Person, group
from extractor.facts.people.mentions import find_mentions
from extractor.facts.people.names import SURNAME, Mention, is_given_name, is_settlement
from extractor.facts.people.organisations import Affiliation, Organisations
from extractor.facts.people.roles import find_roles
from extractor.facts.people.scan import LOWER, PERSON, Item, scan, word_group
from extractor.facts.people.value import role_name
from extractor.language.source import text_of
from extractor.lexicon import words

_CERTAIN = frozenset({"given", "initial", "title", "shape", "entity"})


@Language.component("extractor_people")
def people(doc: Doc) -> Doc:
    """Add the people of an article to ``doc.spans["people"]``."""
    span_group(doc, PersonFact)
    mentions, persons, held = held_positions(doc)
    for person in persons:
        own = sorted(i for i in person.mentions)
        positions = _positions([a for i in own for a in held.get(i, [])])
        title = next((mentions[i].title for i in own if mentions[i].title), None)
        for i in own:
            mention = mentions[i]
            add_fact(
                doc,
                PersonFact,
                mention.start,
                mention.end,
                rule=f"people.{mention.evidence}",
                name=person.name,
                title=title,
                positions=positions,
            )
    return doc


def held_positions(doc: Doc) -> tuple[list[Mention], list[Person], dict[int, list[Affiliation]]]:
    """All mentions of names, the people among them, and for each mention the positions that stand with it."""
    text = text_of(doc)
    items = scan(text)
    mentions = find_mentions(text, items)
    place = {item.start: at for at, item in enumerate(items)}
    tagged = {entity.end_char for entity in doc.ents if entity.label_ == "PER"}
    kept = [
        (mention.evidence == "unknown" and mention.end in tagged)
        or _is_person(mention, place[mention.start], items, text)
        for mention in mentions
    ]

    def offices(i: int) -> frozenset[str]:
        return _offices_beside(text, items, place, mentions[i])

    persons, person_of = group(mentions, kept, offices)
    shown = {i: mention for i, mention in enumerate(mentions) if i in person_of}
    organisations = Organisations(doc, [(mention.start, mention.end) for mention in shown.values()])
    return mentions, persons, Attachment(with_people(items, shown), shown, organisations).positions()


def _is_person(mention: Mention, at: int, items: Sequence[Item], text: str) -> bool:
    """Whether a mention is a person by itself, without a fuller mention elsewhere."""
    if mention.evidence in _CERTAIN:
        return len(mention.parts) > 1 or mention.title is not None
    role = _role_right_before(text, items, at)
    if mention.evidence == "unknown":
        return role
    if is_settlement(mention.parts[0]) or is_given_name(mention.parts[0]):
        return False
    after = items[at + 1] if at + 1 < len(items) else None
    adjective = mention.parts[0].endswith(("ска", "ски", "на", "ка"))
    if adjective and after is not None and after.kind == LOWER and not _closes_a_name(after):
        return False  # "местната Лекарска колегия"
    return mention.title is not None or (role and bool(SURNAME.search(mention.parts[-1].lower())))


def _closes_a_name(after: Item) -> bool:
    """Whether a word in lower case can follow a name: a verb, a conjunction, a preposition."""
    closing = words("verb_forms.txt"), words("prepositions.txt"), word_group("stop")
    return any(after.low in group for group in closing)


def _role_right_before(text: str, items: Sequence[Item], at: int) -> bool:
    """Whether a position ends right before item `at`."""
    window = items[max(0, at - 14) : at]
    return any(phrase.end == len(window) for phrase in find_roles(text, window))


def _offices_beside(text: str, items: Sequence[Item], place: dict[int, int], mention: Mention) -> frozenset[str]:
    """The positions that end right before a mention or follow it after a comma or a dash."""
    at = place[mention.start if mention.title_start is None else mention.title_start]
    window = items[max(0, at - 14) : at]
    found = {role_name(phrase) for phrase in find_roles(text, window) if phrase.end == len(window)}
    end = next((k for k in range(at, len(items)) if items[k].start >= mention.end), len(items))
    if end < len(items) and items[end].text in ",-–—(":
        found |= {role_name(phrase) for phrase in find_roles(text, items[end + 1 : end + 9]) if phrase.start == 0}
    return frozenset(found)


def with_people(items: Sequence[Item], mentions: dict[int, Mention]) -> list[Item]:
    """`items` with each mention of a person, title included, as one item."""
    out: list[Item] = []
    stretches = sorted((m.title_start if m.title_start is not None else m.start, m.end, i) for i, m in mentions.items())
    at = 0
    for start, end, number in stretches:
        while at < len(items) and items[at].start < start:
            out.append(items[at])
            at += 1
        while at < len(items) and items[at].start < end:
            at += 1
        out.append(Item(PERSON, "\ufffc", start, end, number))
    out.extend(items[at:])
    return out


#: Two words for one office: the first says it in full.
_SYNONYMS = {"премиер": "министър-председател", "държавен глава": "президент"}


def _positions(affiliations: Sequence[Affiliation]) -> tuple[Position, ...]:
    """One position for each role, in the fullest form, in the order of the text."""
    kept: list[Affiliation] = []
    for affiliation in affiliations:
        for index, known in enumerate(kept):
            longer, shorter = sorted((affiliation, known), key=lambda a: len(a.role), reverse=True)
            fuller = longer.role.endswith(" " + shorter.role) and (
                longer.org == shorter.org or None in (longer.org, shorter.org)
            )  # "експертът Анна Колева, главен експерт в отдел „Култура“"
            if fuller or longer.role == shorter.role or longer.role.startswith(shorter.role + " "):
                kept[index] = Affiliation(longer.role, longer.unit or shorter.unit, longer.org or shorter.org)
                break
        else:
            kept.append(affiliation)
    named = {affiliation.role for affiliation in kept}
    kept = [affiliation for affiliation in kept if _SYNONYMS.get(affiliation.role) not in named]
    return tuple(Position(role=a.role, unit=a.unit, org=a.org) for a in kept)
