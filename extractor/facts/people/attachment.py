"""The positions that each person holds, with department and organisation."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

import regex

from extractor.facts.people.bodies import Body, body_before, chair_after, find_bodies
from extractor.facts.people.holders import Holders
from extractor.facts.people.mayors import towns, towns_with_mayors
from extractor.facts.people.names import Mention
from extractor.facts.people.organisations import Affiliation, Organisations
from extractor.facts.people.questions import Seat, heads
from extractor.facts.people.roles import RolePhrase, find_roles, read_complements
from extractor.facts.people.scan import LINE, LOWER, PERSON, Item, word_group
from extractor.facts.people.shared_offices import organisations_with_heads
from extractor.facts.people.value import organisation_name, role_name
from extractor.language.morphology import indefinite

_DASHES = frozenset("-–—")
_OPENING = frozenset("(/")
_HEADS_OF_FIRMS = frozenset(
    {"управител", "директор", "собственик", "представител", "изпълнителен директор", "председател"}
)
#: Positions whose organisation does not depend on what stands in brackets after the name (there it is a party).
_OWN_SEATS = frozenset(
    {"кмет", "кметица", "съветник", "съветничка", "общински съветник", "депутат", "народен представител", "министър"}
)
#: Offices whose deputies are named after them.
_DEPUTISED = frozenset({"председател", "председателка", "кмет", "директор"})
#: Nouns before the name of a place.
_PLACES = frozenset({"община", "общината", "район", "село", "с", "град", "гр"})
_MAYORS = frozenset({"кмет", "кметица", "наместник"})


class Attachment(Holders):
    """The positions of one document and their holders.

    `items` are those of the text with each mention of a person as one item; `mentions` gives
    the mention for the number of such an item.
    """

    def __init__(self, items: Sequence[Item], mentions: dict[int, Mention], organisations: Organisations) -> None:
        self.reach = {m.start: m.end for m in organisations.mentions}
        super().__init__(items, mentions, find_roles(organisations.text, items, self.reach))
        self.organisations = organisations
        #: By the start of a position, the organisation that it was found to belong to.
        self.said: dict[int, str | None] = {}
        self.held: dict[int, list[Affiliation]] = defaultdict(list)
        #: Offices of a body that stand alone ("А (председател)"), with who holds them.
        self.offices: set[tuple[int, str]] = set()
        #: Who has a part in an office that several organisations share.
        self.headed: set[int] = set()

    def positions(self) -> dict[int, list[Affiliation]]:
        """For each mention the positions that stand with it, in the order of the text."""
        bodies = [
            replace(body, institution=self.organisations.body_named_over(self.items[body.end - 1].start))
            for body in find_bodies(self.items, self.lists.phrase_end)
        ]
        holders = self.of_each()
        self._note_seats(holders)
        earlier: tuple[RolePhrase, Affiliation] | None = None
        for phrase, numbers in zip(self.phrases, holders, strict=True):
            for following, number in self._elided(phrase, numbers):
                self.held[number].append(
                    self.organisations.affiliation(self.items, following, self._surnames([number]))
                )
            if phrase.plural and phrase.word.lemma == "член":  # "А (председател), Б и В (членове)"
                numbers = [n for n in numbers if not any(a.role.startswith("председател") for a in self.held[n])]
            for number, affiliation in self._shared(phrase, numbers, body_before(self.items, phrase, bodies)):
                if earlier is not None and earlier[1].org and self._same_body(earlier[0], phrase):
                    affiliation = replace(affiliation, org=earlier[1].org)
                self.held[number].append(affiliation)
                if phrase.word.lemma in word_group("body_office"):
                    earlier = (phrase, affiliation)
                    if not phrase.complements:
                        self.offices.add((number, affiliation.role))
        self._members([body for body in bodies if body.institution is None])
        return self.held

    def _note_seats(self, holders: Sequence[Sequence[int]]) -> None:
        """Tell the ranker which positions the text gives with their organisation."""
        for phrase, numbers in zip(self.phrases, holders, strict=True):
            if numbers and phrase.complements:
                affiliation = self.organisations.affiliation(self.items, phrase, guess=False)
                if affiliation.org is not None:
                    seat = Seat(phrase.word.lemma, affiliation.org, self._surnames(numbers))
                    self.organisations.ranking.seats[seat.org].append(seat)
        self.organisations.before = (None, -1, False)

    def _surnames(self, numbers: Sequence[int]) -> frozenset[str]:
        return frozenset(self.mentions[number].parts[-1].lower() for number in numbers)

    def _same_body(self, first: RolePhrase, second: RolePhrase) -> bool:
        """ "председателят А и секретарят Б": the later office of a list belongs where the first does."""
        between = self.items[first.end : second.start]
        return (
            first is not second
            and second.word.lemma in ("секретар", "секретарка", "заместник-председател", "член", "членка")
            and not second.complements
            and len(between) < 6
            and not any(item.kind == LINE or item.text in ".;:" for item in between)
        )

    def _deputy(self, phrase: RolePhrase, affiliation: Affiliation) -> Affiliation:
        """ "негов заместник" is deputy of the office named before, in the same organisation."""
        near = self.items[max(phrase.start - 2, 0) : phrase.noun + 2]
        own = any(item.low in word_group("pronoun") or item.low.startswith(("негов", "нейн")) for item in near)
        if phrase.word.lemma not in ("заместник", "заместничка") or phrase.complements or not own:
            return affiliation
        for earlier in reversed(self.phrases):
            if earlier.start < phrase.start and earlier.word.lemma in _DEPUTISED:
                role = affiliation.role.replace("заместник", f"заместник-{earlier.word.lemma.removesuffix('ка')}")
                return replace(affiliation, role=role, org=self.said.get(earlier.start) or affiliation.org)
        return affiliation

    def _shared(self, phrase: RolePhrase, numbers: Sequence[int], body: Body | None) -> list[tuple[int, Affiliation]]:
        """Each holder with the position; "кметовете на Лом и Видин А и Б" gives each the own town."""
        municipal = self.organisations.municipal
        noun = phrase.word.lemma.rpartition("-")[2]
        mayors = noun in _MAYORS and phrase.plural
        if mayors and (pairs := towns_with_mayors(self.items, phrase, municipal)):
            return pairs
        if phrase.plural and (shared := organisations_with_heads(self.items, phrase, self.organisations)):
            again = {number for number, _ in shared} <= self.headed  # "управителите на фирмите – изпълнители: …"
            self.headed.update(number for number, _ in shared)
            return [] if again else [(number, Affiliation(role_name(phrase), None, org)) for number, org in shared]
        if not numbers:
            return []
        affiliation = self.organisations.affiliation(
            self.items, self._with_tail(phrase, numbers), self._surnames(numbers)
        )
        affiliation = self._deputy(phrase, affiliation)
        self.said[phrase.start] = affiliation.org
        if body is not None and body.institution is not None:
            affiliation = replace(affiliation, org=body.institution)
        elif body is not None and not phrase.complements:
            role = f"{affiliation.role} на {body.name}"
            affiliation = Affiliation(role, affiliation.unit, affiliation.org)
        if affiliation.role.endswith("на годината"):
            return []  # a prize, not a position
        if not mayors:
            return [(number, self._by_remark(phrase, number, affiliation)) for number in numbers]
        named = towns(self.items, phrase)
        if 1 < len(named) < len(numbers):
            numbers = numbers[: len(named)]
        if len(named) == len(numbers) > 1:
            orgs = [municipal.headed_by_mayor(town, noun) for town in named]
        else:
            remarks = [self.lists.remark(self._at(number)) for number in numbers]
            orgs = [municipal.headed_by_mayor(town, noun) if town else affiliation.org for town in remarks]
        return [
            (number, Affiliation(affiliation.role, affiliation.unit, org))
            for number, org in zip(numbers, orgs, strict=True)
        ]

    def _elided(self, phrase: RolePhrase, numbers: Sequence[int]) -> list[tuple[RolePhrase, int]]:
        """The positions whose noun is left out: "кметът на Лом А и на Видин Б", "директорите на „Х“ А и на „У“ Б"."""
        found: list[tuple[RolePhrase, int]] = []
        items = self.items
        if not phrase.complements or phrase.complements[0].preposition != "на" or len(numbers) != 1:
            return found
        at = self._at(numbers[0])
        if at != phrase.end:
            return found
        while at + 2 < len(items) and items[at + 1].low in (",", "и"):
            noun = at + 1 + (items[at + 1].text == "," and items[at + 2].low == "и")
            if noun + 2 >= len(items):
                break
            named = items[noun + 2]
            known = named.kind != LOWER or named.low in _PLACES or self.organisations.at(named.start) is not None
            if items[noun + 1].low != "на" or not known:
                break
            following = replace(phrase, start=noun, noun=noun, end=noun + 1, complements=[])
            read_complements(self.organisations.text, items, following, self.reach)
            at = following.end
            if at >= len(items) or items[at].kind != PERSON:
                break
            found.append((following, items[at].person))
        return found

    def _with_tail(self, phrase: RolePhrase, numbers: Sequence[int]) -> RolePhrase:
        """In "експертите А, Б и В от отдел „Х“ на Община У" the words after the last name belong to the position."""
        at = self._at(numbers[-1])
        if at < phrase.end or at + 2 >= len(self.items) or self.items[at + 1].low != "от":
            return phrase
        if any(part.preposition for part in phrase.complements) or phrase.word.lemma in _OWN_SEATS:
            return phrase
        first = self.items[at + 2]
        known = self.organisations.at(first.start) is not None
        if not known and indefinite(first.low) not in word_group("unit") | heads().keys():
            return phrase
        tail = replace(phrase, noun=at, end=at + 1, complements=[])
        read_complements(self.organisations.text, self.items, tail, self.reach)
        return replace(phrase, complements=[*phrase.complements, *tail.complements])

    def _by_remark(self, phrase: RolePhrase, number: int, affiliation: Affiliation) -> Affiliation:
        """In "управителите А („Х“ ООД) и Б (ЕТ „У“)" each has the organisation in the brackets."""
        if not any(part.preposition for part in phrase.complements) and affiliation.role not in _OWN_SEATS:
            at = self._at(number)
            named = self.lists.remark_span(at)
            mention = self.organisations.inside(*named) if named else None
            if mention is None and at + 2 < len(self.items) and self.items[at + 1].low == "от":
                mention = self.organisations.at(self.items[at + 2].start)
            if mention is not None:
                return replace(affiliation, org=mention.name)
            written = self.lists.remark_text(self.organisations.text, at)
            if written and regex.match(r"(?i:община|район|кметство|обс|общински съвет)\b.{2,40}+$", written):
                return replace(affiliation, org=organisation_name(written))
        if not phrase.plural or phrase.word.lemma not in _HEADS_OF_FIRMS:
            return affiliation
        remark = self.lists.remark_text(self.organisations.text, self._at(number))
        return replace(affiliation, org=remark) if remark and any(c in remark for c in '„"“') else affiliation

    def _members(self, bodies: Sequence[Body]) -> None:
        """Members of "журито (А, Б и В)" or "Контролен съвет: А, Б", with the office a remark gives.

        In a clause ("в журито бяха А и Б") only boards and bodies whose chair or other office the text
        names make a position of membership.
        """
        for body in bodies:
            chair = chair_after(self.items, body, self.lists.phrase_end)
            if chair is not None:
                self.held[self.items[chair].person].append(
                    Affiliation(f"председател на {body.name}", None, self._around(body))
                )
        for body in bodies:
            roster = [] if body.first_person is None else self.rosters.of(body.first_person)
            if not roster or not self._has_offices(body, roster):
                continue
            org = self._around(body)
            for number in roster:
                if any(held.role.endswith(body.name) for held in self.held[number]):
                    continue
                own = next((a for a in self.held[number] if (number, a.role) in self.offices), None)
                if own is not None:
                    self.held[number].remove(own)
                office = own.role if own is not None else "член"
                self.held[number].append(Affiliation(f"{office} на {body.name}", None, org))

    def _around(self, body: Body) -> str | None:
        """The organisation that the text around `body` is about."""
        return self.organisations.nearest(("association", "foundation", "any"), self.items[body.start].start)

    def _has_offices(self, body: Body, roster: Sequence[int]) -> bool:
        """Whether the members are a list, the body is a board, or the text names its chair or another office."""
        if body.listed or body.is_board:
            return True
        noun = body.name.rpartition(" ")[2][:5]
        if any((number, held.role) in self.offices for number in roster for held in self.held[number]):
            return True
        return any(f" {noun}" in held.role for positions in self.held.values() for held in positions)
