"""An office in the plural shared out over organisations: "директорите на СУ „Х“ (А) и ОУ „У“ (Б)"."""

from __future__ import annotations

from collections.abc import Sequence

from extractor.facts.people.mentioned import MentionedOrganisations
from extractor.facts.people.roles import RolePhrase
from extractor.facts.people.scan import LINE, LOWER, NUMBER, PERSON, Item

_LEADS_TO_NAME = frozenset("-–—(/")
_BETWEEN = frozenset({"и", "на", "от", "в", "с", "гр", "село", "град"})
_REACH = 120  # items from the noun to the last name
_BEFORE = 12  # items from the noun to the first organisation


def organisations_with_heads(
    items: Sequence[Item], phrase: RolePhrase, organisations: MentionedOrganisations
) -> list[tuple[int, str]]:
    """The persons of such a list with the organisation of each; empty where fewer than two stand so."""
    pairs: list[tuple[int, str]] = []
    org: str | None = None
    at = phrase.noun + 1
    while at + 1 < min(len(items), phrase.noun + _REACH):
        item = items[at]
        mention = organisations.at(item.start)
        if mention is not None:
            org = mention.name
            while at < len(items) and items[at].start < mention.end:
                at += 1
            continue
        if org is not None and item.text in _LEADS_TO_NAME and items[at + 1].kind == PERSON:
            pairs.append((items[at + 1].person, org))
            org = None
            at += 2
            if at < len(items) and items[at].text in ")/":
                at += 1
            continue
        opening = not pairs and org is None and at < phrase.noun + _BEFORE
        if item.kind in (PERSON, LINE) or (item.text in (";", ".") and opening):
            break
        if item.kind == LOWER and item.low not in _BETWEEN and not opening:
            break
        if item.kind == NUMBER and not opening:
            break
        at += 1
    return pairs if len(pairs) > 1 else []
