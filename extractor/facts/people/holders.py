"""Which persons hold each position of a text: found by what stands between the position and the names."""

from __future__ import annotations

from collections.abc import Sequence

from extractor.facts.people.identity import feminine
from extractor.facts.people.lists import PersonLists
from extractor.facts.people.names import Mention
from extractor.facts.people.roles import RolePhrase
from extractor.facts.people.rosters import Rosters
from extractor.facts.people.scan import LINE, LOWER, MARK, NUMBER, PERSON, Item, word_group

_DASHES = frozenset("-–—")
_OPENING = frozenset("(/")
_ARTICLES = ("ят", "ия", "ата", "ото", "ите")


class Holders:
    """The positions of one document, each with the numbers of the mentions that hold it."""

    def __init__(self, items: Sequence[Item], mentions: dict[int, Mention], phrases: Sequence[RolePhrase]) -> None:
        self.items = items
        self.mentions = mentions
        self.place = {item.person: at for at, item in enumerate(items) if item.kind == PERSON}
        self.phrases = phrases
        self.lists = PersonLists(items, phrases)
        self.rosters = Rosters(items, phrases)

    def of_each(self) -> list[list[int]]:
        """The holders of each position, in the order of the positions."""
        holders: list[list[int]] = []
        for index, phrase in enumerate(self.phrases):
            previous = holders[-1] if holders else []
            holders.append(self._holders(phrase, self.phrases[index - 1] if index else None, previous))
        for index in range(len(self.phrases) - 2, -1, -1):
            phrase, after = self.phrases[index], self.phrases[index + 1]
            if not holders[index] and self._leads_to(phrase, after):
                holders[index] = self._through(phrase, [n for n in holders[index + 1] if self._at(n) > after.start])
        return holders

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
            # "дванадесет представители на бизнеса и общинските съветници А и Б": only the second have names
            named = self._definite(first) or not self._definite(second)
            return between[0].low == "и" and first.plural == second.plural and named
        if not between:
            # "членове хореографът А", but "пред съдиите представителят А"
            return first.plural == second.plural or self._opens(first) or first.word.lemma == "член"
        copula = any(item.low in word_group("being") or item.low == "бяха" for item in between)
        return (copula or between[-1].text == ":") and self._opens(first)

    def _definite(self, phrase: RolePhrase) -> bool:
        """Whether a position stands with the article: "директорът", "главният прокурор"."""
        opening = self.items[phrase.start].low
        return phrase.word.definite or (phrase.start < phrase.noun and opening.endswith(_ARTICLES))

    def _through(self, phrase: RolePhrase, numbers: Sequence[int]) -> list[int]:
        """`numbers` and, for a plural heading, those that follow in its list."""
        if not numbers or not phrase.plural:
            return list(numbers)
        rest = self.rosters.of(self._at(numbers[0]))
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
        if at is not None and phrase.plural:
            listed = self.lists.before(at)
            return listed if len(listed) > 1 else []  # "министърът А, представители на общините"
        if at is not None:
            return [self.items[at].person]
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
        if after is None and phrase.plural:
            if (first := self._first_entry(phrase)) is not None:
                return self.rosters.of(first)
            among = self._among(phrase)
            return [] if among is None else self.lists.after(among)
        if after is None:
            return []
        between = self.items[phrase.end : after]
        headed = any(item.text == ":" or item.low in word_group("copula") for item in between)
        lines = headed and any(item.kind == LINE for item in between)
        if lines or (phrase.plural and (headed or phrase.word.lemma == "член")):
            return self.rosters.of(after)
        if phrase.plural:
            named = self.lists.after(after)
            return named if len(named) > 1 or not self._crowd(phrase) else []
        return [self.items[after].person]

    def _crowd(self, phrase: RolePhrase) -> bool:
        """Whether a plural before one name means others: "заяви пред репортери А", "гости и журналисти, А"."""
        items, end = self.items, phrase.end
        before = items[phrase.start - 1] if phrase.start else None
        if before is not None and before.low == "пред":
            return True
        counted = before is not None and before.low in word_group("numeral")
        if end >= len(items) or counted or self._opens(phrase):
            return False
        return items[end].text in _DASHES or (
            items[end].text == "," and items[end + 1].kind == PERSON and not self._definite(phrase)
        )

    def _first_entry(self, phrase: RolePhrase) -> int | None:
        """The person that opens the roster under "Лектори:", "Сред лекторите се открояваха:"."""
        items, at = self.items, phrase.end
        among = phrase.start > 0 and items[phrase.start - 1].low in ("сред", "между")
        while at < len(items) and at < phrase.end + 4 and items[at].kind == LOWER:
            if not among and items[at].low not in word_group("copula") | word_group("numeral"):
                return None
            at += 1
        if at >= len(items) or items[at].text != ":":
            return None
        at += 1
        if at < len(items) and items[at].kind == LINE:
            at += 1
        return self.rosters.opening(at)

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
            found = self.lists.person_ending_at(at - 1)
            return None if found is not None and mark.text == "," and self._next_office(phrase, found) else found
        if mark.kind == LOWER:
            return self._subject(phrase, at + adverbs)
        return None

    def _next_office(self, phrase: RolePhrase, person: int) -> bool:
        """In "министърът А, главният прокурор, омбудсманът Б" the second office is not A's: all have the article."""
        items, end = self.items, phrase.end
        if not self._definite(phrase) or end + 1 >= len(items):
            return False
        if items[end].low == "и" and end + 1 in self.lists.phrase_end:  # "кметът А, зам.-председателят на УС и кмет Б"
            last = self.lists.phrase_end[end + 1]
            return last < len(items) and items[last].kind == PERSON
        own = any(stop == person for stop in self.lists.phrase_end.values())
        return own and items[end].text == "," and (items[end + 1].kind == PERSON or end + 1 in self.lists.phrase_end)

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
        if items[at].low in word_group("pronoun"):
            at += 1
        if at >= len(items):
            return False
        if items[at].kind == PERSON:
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
            return at if relative or all(word in word_group("being") or word == "," for word in plain) else None
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
            if item.text in _OPENING and items[at - 1].kind == LINE and self._bracketed(at):
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
                dotted = at + 2 < len(items) and items[at + 1].text == items[at + 2].text == "."
                return self._signed(at) if dotted else None
            at += 1
        return None

    def _bracketed(self, at: int) -> bool:
        """Whether only a person stands in the brackets at `at`: the typed name under a signature."""
        return at + 2 < len(self.items) and self.items[at + 1].kind == PERSON and self.items[at + 2].text in ")/"

    def _signed(self, at: int) -> int | None:
        """The name of who signed after "(п)", "/п/", "п." or a dotted line, there or on the next line."""
        items = self.items
        if at + 2 < len(items) and items[at].text in _OPENING and items[at + 2].text in ")/":
            at += 3
        elif items[at].low in ("п", "п."):
            at += 1
        while at < len(items) and items[at].text in (".", "…", "_"):
            at += 1
        if at < len(items) and items[at].kind == LINE:
            at += 1
        if at < len(items) and items[at].text in _OPENING and self._bracketed(at):
            return at + 1
        return at if at < len(items) and items[at].kind == PERSON else None

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
