"""Who holds a position: the person right after it, right before it, or each person of a list."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

import regex

from extractor.facts.people.bodies import Body, body_before, find_bodies
from extractor.facts.people.identity import feminine
from extractor.facts.people.lists import PersonLists
from extractor.facts.people.mayors import towns, towns_with_mayors
from extractor.facts.people.mentioned import heads
from extractor.facts.people.names import Mention
from extractor.facts.people.organisations import Affiliation, Organisations
from extractor.facts.people.roles import RolePhrase, find_roles, read_complements
from extractor.facts.people.scan import LINE, LOWER, MARK, NUMBER, PERSON, Item, word_group
from extractor.facts.people.value import organisation_name
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
_MAYORS = frozenset({"кмет", "кметица", "наместник"})


class Attachment:
    """The positions of one document and their holders.

    `items` are those of the text with each mention of a person as one item; `mentions` gives
    the mention for the number of such an item.
    """

    def __init__(self, items: Sequence[Item], mentions: dict[int, Mention], organisations: Organisations) -> None:
        self.items = items
        self.mentions = mentions
        self.organisations = organisations
        self.place = {item.person: at for at, item in enumerate(items) if item.kind == PERSON}
        self.reach = {m.start: m.end for m in organisations.mentions}
        self.phrases = find_roles(organisations.text, items, self.reach)
        self.lists = PersonLists(items, self.phrases)
        self.held: dict[int, list[Affiliation]] = defaultdict(list)

    def positions(self) -> dict[int, list[Affiliation]]:
        """For each mention the positions that stand with it, in the order of the text."""
        bodies = [
            body
            for body in find_bodies(self.items, self.lists.phrase_end)
            if not self.organisations.reaches_into(self.items[body.end - 1].start)
        ]
        holders: list[list[int]] = []
        for index, phrase in enumerate(self.phrases):
            previous = holders[-1] if holders else []
            holders.append(self._holders(phrase, self.phrases[index - 1] if index else None, previous))
        for index in range(len(self.phrases) - 2, -1, -1):
            phrase, after = self.phrases[index], self.phrases[index + 1]
            if not holders[index] and self._leads_to(phrase, after):
                holders[index] = self._through(phrase, [n for n in holders[index + 1] if self._at(n) > after.start])
        earlier: tuple[RolePhrase, Affiliation] | None = None
        for phrase, numbers in zip(self.phrases, holders, strict=True):
            for number, affiliation in self._shared(phrase, numbers, body_before(self.items, phrase, bodies)):
                if earlier is not None and earlier[1].org and self._same_body(earlier[0], phrase):
                    affiliation = replace(affiliation, org=earlier[1].org)
                self.held[number].append(affiliation)
                if phrase.word.lemma in word_group("body_office"):
                    earlier = (phrase, affiliation)
        self._members(bodies)
        return self.held

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

    def _at(self, number: int) -> int:
        return self.place[number]

    def _joined(self, first: RolePhrase, second: RolePhrase) -> bool:
        """Whether only "и" or a comma stands between two positions."""
        between = self.items[first.end : second.start]
        return len(between) == 1 and between[0].low in ("и", ",")

    def _leads_to(self, first: RolePhrase, second: RolePhrase) -> bool:
        """Whether the holder of `second` after it holds `first` too.

        "кмет и председател А", "лектори бяха експертите А и Б", "членове хореографът А".
        """
        between = self.items[first.end : second.start]
        if len(between) > 6 or any(item.kind in (PERSON, LINE) or item.text in ".;(/" for item in between):
            return False
        if self._joined(first, second):
            return between[0].low == "и" and first.plural == second.plural
        if not between:
            return True
        copula = any(item.low in word_group("being") or item.low == "бяха" for item in between)
        return (copula or between[-1].text == ":") and self._opens(first)

    def _through(self, phrase: RolePhrase, numbers: Sequence[int]) -> list[int]:
        """`numbers` and, for a plural heading, those that follow in its list."""
        if not numbers or not phrase.plural:
            return list(numbers)
        rest = self.lists.after(self._at(numbers[0]), headed=True)
        return list(dict.fromkeys([*numbers, *rest]))

    def _opens(self, phrase: RolePhrase) -> bool:
        """Whether `phrase` begins a sentence or a line."""
        before = self.items[phrase.start - 1] if phrase.start else None
        return (
            before is None or before.kind == LINE or before.text in {".", ";", "!", "?", "•", "*", ":", ")", "-", "–"}
        )

    def _holders(self, phrase: RolePhrase, before: RolePhrase | None, previous: Sequence[int]) -> list[int]:
        """The numbers of the mentions that hold `phrase`."""
        if phrase.word.lemma in ("автор", "авторка") and not phrase.complements:
            return []  # a byline names no position
        at = self._person_before(phrase)
        if at is not None:
            return self.lists.before(at) if phrase.plural else [self.items[at].person]
        after = self._person_after(phrase)
        if previous and before is not None and self._joined(before, phrase):
            directly = phrase.end < len(self.items) and self.items[phrase.end].kind == PERSON
            earlier = all(self._at(number) < before.start for number in previous)
            alike = phrase.plural == before.plural
            if (
                alike
                and earlier
                and not directly
                and not (after is not None and self.items[phrase.end].text in _DASHES)
            ):
                return list(previous)
        if after is None:
            among = self._among(phrase) if phrase.plural else None
            return [] if among is None else self.lists.after(among, headed=False)
        between = self.items[phrase.end : after]
        headed = any(item.text == ":" or item.low in word_group("copula") for item in between)
        lines = headed and any(item.kind == LINE for item in between)
        if phrase.plural or lines:
            return self.lists.after(after, headed=headed or phrase.word.lemma == "член", lines=lines)
        return [self.items[after].person]

    def _among(self, phrase: RolePhrase) -> int | None:
        """ "Десет активисти получиха грамоти, сред тях А и Б": the first person after "сред тях"."""
        items = self.items
        for at in range(phrase.end, min(phrase.end + 14, len(items) - 2)):
            if items[at].text in ".;:" or items[at].kind in (LINE, PERSON):
                return None
            if (
                items[at].low in ("сред", "между")
                and items[at + 1].low in ("тях", "които")
                and items[at + 2].kind == PERSON
            ):
                return at + 2
        return None

    def _person_before(self, phrase: RolePhrase) -> int | None:
        """The item of the person that `phrase` follows: after a comma, dash, bracket, line end or "който е"."""
        items = self.items
        at = phrase.start - 1
        if at < 0:
            return None
        adverbs = 0
        while at > 0 and items[at].low in word_group("adverb") and adverbs < 3:
            at, adverbs = at - 1, adverbs + 1
        mark = items[at]
        if mark.kind == LINE:
            return self._signature(phrase, at)
        if mark.kind == MARK and (mark.text == "," or mark.text in _DASHES or mark.text in _OPENING):
            if self._has_own_holder(phrase, mark):
                return None
            return self.lists.person_ending_at(at - 1)
        if mark.kind == LOWER:
            return self._subject(phrase, at + adverbs)
        return None

    def _signature(self, phrase: RolePhrase, line: int) -> int | None:
        """A name on its own line, the position on the next: the end of a letter."""
        items = self.items
        if items[line].text.count("\n") > 2 or phrase.plural:
            return None
        at = line - 1
        comma = at >= 0 and items[at].text == ","
        if comma:
            at -= 1
        found = self.lists.person_ending_at(at)
        if found is None or self._has_own_holder(phrase, items[line]):
            return None
        alone = found == 0 or items[found - 1].kind == LINE or items[found - 1].text in {":", "–", "-"}
        short = (
            phrase.end >= len(items) or items[phrase.end].kind == LINE or items[phrase.end].text in {",", "–", "-", "."}
        )
        return found if (alone or comma) and short else None

    def _has_own_holder(self, phrase: RolePhrase, mark: Item) -> bool:
        """In "кметът А, директорът Б" the second position has its own person after it."""
        items, at = self.items, phrase.end
        if at >= len(items):
            return False
        if mark.text in _OPENING:  # "(ментор: А)", "/рък. А/"
            near = items[at : at + 2]
            return near[0].kind == PERSON or (len(near) > 1 and near[0].text == ":" and near[1].kind == PERSON)
        if at < len(items) and items[at].low in word_group("pronoun"):
            at += 1
        if at < len(items) and items[at].kind == PERSON:
            return True
        dash = items[at].text in _DASHES or items[at].text == ":"
        if not (dash and at + 1 < len(items) and items[at + 1].kind == PERSON):
            return False
        return mark.text not in _DASHES

    def _subject(self, phrase: RolePhrase, at: int) -> int | None:
        """The person of "А е директор", "А, който е и директор", "Тя е и председател"."""
        items = self.items
        words: list[str] = []
        while at >= 0 and len(words) < 9 and items[at].kind in (LOWER, MARK) and items[at].text not in ".;:()":
            words.insert(0, items[at].low)
            at -= 1
        plain = [word for word in words if word not in word_group("adverb") and word not in word_group("pronoun")]
        ends_in_copula = bool(plain) and (
            plain[-1] in word_group("being") or plain[-2:] in (["за"], ["избран", "за"], ["избрана", "за"])
            or (plain[-1] == "за" and len(plain) > 1 and plain[-2] in word_group("being"))
            or plain[-3:] == ["качеството", "си", "на"] or plain[-2:] == ["качеството", "на"]
        )  # fmt: skip
        if plain == ["като"] and at >= 0 and items[at].kind == PERSON:
            return at
        if not ends_in_copula:
            return None
        if at >= 0 and items[at].kind == PERSON:
            relative = {"който", "която", "които"} & set(plain)
            return at if relative or all(word in word_group("being") for word in plain) else None
        if (at >= 0 and items[at].text in ("Той", "Тя")) or (words and words[0] in ("той", "тя")):
            return self._last_person(at, female="тя" in (items[at].low, *words[:1]))
        return None

    def _last_person(self, at: int, *, female: bool) -> int | None:
        """The nearest person before item `at` whose family name has the gender asked for."""
        for index in range(at - 1, max(at - 60, -1), -1):
            item = self.items[index]
            if item.kind == PERSON and feminine(self.mentions[item.person].parts[-1]) == female:
                return index
        return None

    def _person_after(self, phrase: RolePhrase) -> int | None:
        """The item of the person after `phrase`: at once, or after a colon, dash, comma or copula."""
        items, at = self.items, phrase.end
        words = lines = 0
        if at < len(items) and items[at].low in word_group("pronoun"):
            at += 1
        opens = self._opens(phrase)
        chosen = phrase.start > 0 and items[phrase.start - 1].low == "за"
        while at < len(items):
            item = items[at]
            if item.kind == PERSON:
                return at
            if item.text == "(" and items[at - 1].kind == LINE and self._bracketed(at):
                return at + 1
            if item.kind == LINE:
                lines += 1
                if lines > 1 and item.text.count("\n") > 1:
                    return None
            elif item.text == ",":
                if at + 2 < len(items) and items[at + 1].low in ("сред", "между") and items[at + 2].low == "които":
                    at += 3
                    continue
                if words or not (phrase.word.definite or opens or phrase.plural):
                    return None
            elif item.low in ("съответно", "именно"):
                pass
            elif item.kind == NUMBER:
                if items[at - 1].kind not in (LINE, MARK):
                    return None
            elif item.low in word_group("copula"):
                words += 1
                if words > 4 or not (
                    opens or chosen or phrase.word.definite or phrase.plural or items[phrase.start - 1].text in ",–-и"
                ):
                    return None
            elif not (item.kind == MARK and (item.text in _DASHES or item.text in ":•*.)")):
                return self._elected(phrase) if chosen else self._signed(at)
            elif item.text == "." and items[at - 1].kind != NUMBER:
                return None
            at += 1
        return None

    def _bracketed(self, at: int) -> bool:
        """Whether only a person stands in the brackets at `at`: the typed name under a signature."""
        return at + 2 < len(self.items) and self.items[at + 1].kind == PERSON and self.items[at + 2].text == ")"

    def _signed(self, at: int) -> int | None:
        """ "(п)" between the position and the name of who signed."""
        items = self.items
        if (
            at + 3 < len(items)
            and items[at].text in _OPENING
            and items[at + 2].text in ")/"
            and items[at + 3].kind == PERSON
        ):
            return at + 3
        return None

    def _elected(self, phrase: RolePhrase) -> int | None:
        """ "За директор след конкурс бе избрана А": the person after the verb."""
        items = self.items
        for at in range(phrase.end, min(phrase.end + 14, len(items) - 1)):
            if items[at].text in ".;" or items[at].kind == LINE:
                return None
            if items[at].low in word_group("elected"):
                near = at + 1
                while near < min(at + 6, len(items)) and items[near].kind in (LINE, MARK, NUMBER):
                    near += 1
                return near if near < len(items) and items[near].kind == PERSON else None
        return None

    def _deputy(self, phrase: RolePhrase, role: str) -> str:
        """ "негов заместник" is deputy of the office named before."""
        near = self.items[max(phrase.start - 2, 0) : phrase.noun + 2]
        own = any(item.low in word_group("pronoun") or item.low.startswith(("негов", "нейн", "нейн")) for item in near)
        if phrase.word.lemma not in ("заместник", "заместничка") or phrase.complements or not own:
            return role
        for earlier in reversed(self.phrases):
            if earlier.start < phrase.start and earlier.word.lemma in (
                "председател",
                "председателка",
                "кмет",
                "директор",
            ):
                noun = earlier.word.lemma.removesuffix("ка")
                return role.replace("заместник", f"заместник-{noun}")
        return role

    def _shared(self, phrase: RolePhrase, numbers: Sequence[int], body: Body | None) -> list[tuple[int, Affiliation]]:
        """Each holder with the position; "кметовете на Лом и Видин А и Б" gives each the own town."""
        municipal = self.organisations.municipal
        noun = phrase.word.lemma.rpartition("-")[2]
        mayors = noun in _MAYORS and phrase.plural
        if mayors and (pairs := towns_with_mayors(self.items, phrase, municipal)):
            return pairs
        if not numbers:
            return []
        affiliation = self.organisations.affiliation(self.items, self._with_tail(phrase, numbers))
        affiliation = replace(affiliation, role=self._deputy(phrase, affiliation.role))
        if affiliation.role == "заместник-кмет" and not phrase.complements:
            affiliation = replace(affiliation, org=municipal.administration or affiliation.org)
        if body is not None and not phrase.complements:
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
        """Members of "журито (А, Б и В)" or "Контролен съвет: А, Б", with the office a remark gives."""
        for body in bodies:
            if body.first_person is None:
                continue
            for number in self.lists.after(body.first_person, headed=True):
                if any(held.role.endswith(body.name) for held in self.held[number]):
                    continue
                own = next((a for a in self.held[number] if a.role in word_group("body_office")), None)
                if own is not None:
                    self.held[number].remove(own)
                office = own.role if own is not None else "член"
                org = self.organisations.nearest(("association", "foundation", "any"), self.items[body.start].start)
                self.held[number].append(Affiliation(f"{office} на {body.name}", None, org))
