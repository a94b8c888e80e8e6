"""Find stretches of a text that may name an institution, one finder for each way of naming."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

import regex

from extractor.facts.institutions import patterns as p
from extractor.facts.institutions.gazetteer import Head, Known, acronym_types, fold, heads, known
from extractor.language.morphology import indefinite
from extractor.lexicon import words
from extractor.lexicon.register import place_at, town_adjectives

_ADJECTIVE_ENDING = regex.compile(
    r"""(?!затова|такава|онова|това|снощи|едно|една)\p{L}{2,}(?:
        (?:ск|шк|чк|цк)(?:[иаоя]|ия|ият|ата|ото|ите)
      | [^аеиоуъюя]ен | н(?:[аои]|ия|ият|ата|ото|ите)
      | [ое]в(?:[аои]|ия|ият|ата|ото|ите)? | тел(?:ен|н[аои]) | ър | ална
      | щ(?:[аои]|ия|ият|ата|ото) | (?<=първ|втор|трет)[аои]?
      )""",
    regex.VERBOSE | regex.VERSION1,
)
#: Boards and committees inside an organisation, buildings: no institutions.
_INNER = regex.compile(
    r"(?:управителн?е?н?|контролн?е?н?|академич\p{L}+|обществен\p{L}*|надзорн?е?н?|педагогическ\p{L}+|факултет\p{L}+|научн\p{L}+"
    r"|консултативн?е?н?|експерт\p{L}+|постоян\p{L}+|съдебн\p{L}+|антич\p{L}+|летен|летния|летни\p{L}+|лят\p{L}+|временн\p{L}+|конгрес\p{L}+"
    r"|национал\p{L}+[ ]форум)\p{L}*[ ].*"
)
#: Who lies in a place and is named after it beyond a quoted name: schools, hospitals, associations.
_PLACED = frozenset({"education", "culture", "health", "association", "foundation", "sport", "agency", "church"})
_UTILITIES = frozenset({"вик", "в и к", "водоснабдяване и канализация", "топлофикация", "бкс"})


@dataclass(frozen=True, slots=True)
class Candidate:
    """A possible institution at ``text[start:end]``.

    `name` is the base form, `core` the folded name inside quotation marks, `place` the folded
    place of a local body, `body` the folded name without place.
    """

    start: int
    end: int
    name: str
    type: str
    rule: str
    acronym: str | None = None
    core: str | None = None
    place: str | None = None
    body: str | None = None
    short: bool = False  # an acronym, with its place or without
    weak: bool = False  # only another name of an institution that is found elsewhere


def find_candidates(text: str) -> list[Candidate]:
    """Candidates of `text` in reading order, the longest where several overlap."""
    folded = fold(text)
    known_names = list(_gazetteer(text, folded))
    found = [
        *known_names,
        *_quoted(text, folded),
        *_communes(text, folded),
        *_embassies(text),
        *_village_halls(text, folded),
        *_companies(text),
        *_composed(text, folded, {candidate.start for candidate in known_names}),
        *_town_bodies(text, folded),
        *_acronyms(text, folded),
    ]
    found = [_with_acronym(text, candidate) for candidate in found]
    found.sort(key=lambda c: (c.weak, -(c.end - c.start), c.start))
    kept: list[Candidate] = []
    taken: list[tuple[int, int]] = []
    for candidate in found:
        if all(candidate.end <= start or end <= candidate.start for start, end in taken):
            kept.append(candidate)
            taken.append((candidate.start, candidate.end))
    return sorted(kept, key=lambda c: c.start)


def base_form(phrase: str) -> str:
    """`phrase` without the article of its first word, white space folded."""
    phrase = " ".join(phrase.split())
    if not phrase[:1].isalpha():
        return phrase
    first, space, rest = phrase.partition(" ")
    head = heads().get(fold(first))
    if head is not None and " " not in head.lemma and fold(first) != head.lemma:
        lemma = head.lemma.capitalize() if first[:1].isupper() else head.lemma
        return lemma + space + rest
    return indefinite(phrase)


# ---- the gazetteer --------------------------------------------------------------------------


def _lookup(text: str, folded: str, start: int, end: int) -> tuple[int, Known] | None:
    """The longest known name that begins at `start`, whose first word ends at `end` at the latest."""
    word = folded[start:end]
    for first in dict.fromkeys((word, word.rstrip(".-"), word.partition("-")[0])):
        for rest, entry in known().get(first, ()):
            stop = start + len(first) + len(rest)
            if not folded.startswith(rest, start + len(first)) or folded[stop : stop + 1].isalnum():
                continue
            if entry.is_acronym and fold_case(text[start:stop]) != fold_case(entry.name):
                continue
            if entry.name.isupper() and " " not in entry.name and not text[start:stop].isupper():
                continue
            return stop, entry
    return None


def fold_case(text: str) -> str:
    """Letters of `text` without quotation marks and spaces, case kept."""
    return "".join(char for char in text if char.isalnum() or char == "+")


def _gazetteer(text: str, folded: str) -> Iterator[Candidate]:
    after = 0
    for word in p.CAPITALISED.finditer(text):
        start = word.start()
        if start < after:
            continue
        hit = _lookup(text, folded, start, word.end())
        if hit is None:
            continue
        end, entry = hit
        opening = text[start - 1 : start] in tuple('„“”"«')
        if entry.quoted and not opening:
            continue
        after = end
        body = fold(entry.name)
        candidate = Candidate(start, end, entry.name, entry.type, "institutions.known", body=body)
        if entry.is_acronym:
            if entry.name in ("ВиК", "В и К") and not (opening or p.PLACE_DASH.match(text, end)):
                continue
            if regex.match(r"\)?[ ](?:№|\d+/)", text[end : end + 6]) or _in_capitals(text, start):
                continue  # "Регламент (ЕС) 2016/679"; a word of a headline in capitals
            candidate = replace(candidate, rule="institutions.known_acronym", acronym=entry.name, short=True)
        elif ordinal := p.ORDINAL_BEFORE.search(text, max(0, start - 8), start):
            if body == "народно събрание":
                number = regex.sub(r"(?<=-)[оитврм]*?(?=[твмр]о)", "", ordinal.group().replace("тото", "то"))
                candidate = replace(candidate, start=ordinal.start(), name=number + entry.name)
        quote = p.QUOTED.match(text, end + 1) if text[end : end + 1] == " " and not opening else None
        if quote and (entry.local or entry.type in ("culture", "education", "association")) and '"' not in body:
            core = folded[quote.start("inside") : quote.end("inside")]
            name = f"{entry.name} {quote.group()}"
            candidate = replace(candidate, end=quote.end(), name=name, core=core, short=False, body=None)
            candidate = _placed_after_quote(text, folded, candidate)
            after = candidate.end
        elif entry.local or (entry.is_acronym and p.PLACE_DASH.match(text, end) and entry.type == "education"):
            candidate = _placed(text, folded, candidate)
        elif (form := p.FORM_AFTER.match(text, end + (1 if opening else 0))) and entry.type in ("company", "health"):
            name = base_form(text[start - opening : form.end()])
            candidate = replace(candidate, start=start - opening, end=form.end(), name=name, core=body)
        yield candidate


def _in_capitals(text: str, at: int) -> bool:
    """Whether the line around `at` is a headline in capitals."""
    line = text[text.rfind("\n", 0, at) + 1 : (text.find("\n", at) + 1 or len(text) + 1) - 1]
    letters = [char for char in line if char.isalpha()]
    return len(letters) > 14 and sum(char.isupper() for char in letters) > 0.8 * len(letters)


def _placed(text: str, folded: str, candidate: Candidate) -> Candidate:
    """`candidate` with the place that follows it: "– Ловеч", "в Троян"."""
    for pattern in (p.PLACE_DASH, p.PLACE_IN, p.PLACE_BRACKET, p.PLACE_COMMA, p.PLACE_BARE):
        lead = pattern.match(text, candidate.end)
        if lead and (place := _any_place(text, folded, lead.end(), pattern)):
            if pattern is p.PLACE_BARE and text[place[0] : place[0] + 2].strip()[:1].isupper():
                continue  # "ОИК Роман Петров"
            end = place[0] + (1 if pattern is p.PLACE_BRACKET and text[place[0] : place[0] + 1] == ")" else 0)
            suffix = " ".join(text[candidate.end : end].split())
            joint = "" if suffix[:1] in ",-" else " "
            return replace(candidate, end=end, name=candidate.name + joint + suffix, place=place[1])
    return candidate


_CITY_OR_LAND = regex.compile(r"[ -](?:област|град)(?!\p{L})")


def _any_place(text: str, folded: str, start: int, pattern: object) -> tuple[int, str] | None:
    """A Bulgarian place; after "–" or "в" also a foreign one. "София-област" is one place."""
    place = place_at(folded, start)
    if place is None and pattern in (p.PLACE_DASH, p.PLACE_IN):
        word = regex.match(r"\p{Lu}\p{Ll}++", text[start : start + 30])
        if word and word.group() in words("world_places.txt"):
            return start + word.end(), fold(word.group())
    if place and (more := _CITY_OR_LAND.match(folded, place[0])):
        return more.end(), place[1] + more.group()
    return place


def _town_bodies(text: str, folded: str) -> Iterator[Candidate]:
    """ "Габровският районен съд", "Великотърновски общински съвет", "Столичната РЗИ"."""
    for word in p.CAPITALISED.finditer(text):
        low = folded[word.start() : word.end()]
        stem = regex.fullmatch(r"(.+?)к(?:и|а|о|ия|ият|ата|ото)", low)
        place = town_adjectives().get(stem[1]) if stem else None
        if place is None and low.startswith("столичн"):
            place = "софия"
        if place is None or text[word.end() : word.end() + 1] != " ":
            continue
        start = word.end() + 1
        hit = _lookup(text, folded, start, next(iter(m.end() for m in [p.WORD.match(text, start - 1)] if m), start))
        if hit and hit[1].local:
            name = base_form(text[word.start() : word.end()]) + text[word.end() : hit[0]]
            yield Candidate(
                word.start(), hit[0], name, hit[1].type, "institutions.town_body", place=place, body=fold(hit[1].name)
            )


# ---- names in quotation marks ---------------------------------------------------------------


def _quoted(text: str, folded: str) -> Iterator[Candidate]:
    for quote in p.QUOTED.finditer(text):
        start, end = quote.span()
        core = folded[quote.start("inside") : quote.end("inside")].strip()
        form = p.FORM_AFTER.match(text, end)
        form_before = p.FORM_BEFORE.search(text, max(0, start - 8), start)
        head = None if form_before else _head_before(text, folded, start)
        if form:
            end = form.end()
        kind = "company" if form or form_before else None
        if head and "d" in head[1].takes:
            rule, first, kind = "institutions.head_and_quoted", start, head[1].type
        elif head:
            kind = "company" if kind and head[1].type not in ("health", "media") else head[1].type
            rule, first = "institutions.head_and_quoted", head[0]
            if form and head[1].lemma in ("дружество", "община"):
                first = start
        elif kind:
            rule, first = "institutions.legal_form", form_before.start() if form_before else start
        elif p.MEDIUM.fullmatch(core):
            rule, first, kind = "institutions.medium", start, "media"
        else:
            rule, first, kind = "institutions.quoted", start, "other"
        candidate = Candidate(
            first, end, base_form(text[first:end]), kind, rule, core=core, weak=rule == "institutions.quoted"
        )
        if core in _UTILITIES and form and (place := regex.match(r",[ ]гр\.[ ]?(?=\p{Lu})", text[end : end + 8])):
            if found := place_at(folded, end + place.end()):
                candidate = replace(candidate, end=found[0], name=text[first : found[0]], place=found[1])
        if (kind in _PLACED and head) or core in _UTILITIES or (form and regex.match(r"-\p{Lu}", text[end : end + 2])):
            candidate = _placed_after_quote(text, folded, candidate)
        yield candidate


def _placed_after_quote(text: str, folded: str, candidate: Candidate) -> Candidate:
    """A quoted name with its place: only after a dash."""
    lead = p.PLACE_DASH.match(text, candidate.end)
    if lead and (place := place_at(folded, lead.end())) and not text[place[0] : place[0] + 2].strip()[:1].isupper():
        return replace(
            candidate, end=place[0], name=candidate.name + " " + text[candidate.end : place[0]].strip(), place=place[1]
        )
    return candidate


def _words_before(text: str, end: int, most: int = 10) -> list[tuple[int, int]]:
    """Spans of the words that end at `end`, joined by single spaces, nearest last."""
    spans: list[tuple[int, int]] = []
    at = end
    while len(spans) < most:
        stop = at
        while stop > 0 and text[stop - 1] in " \u00a0" and at - stop < 2:
            stop -= 1
        start = stop
        while start > 0 and (
            text[start - 1].isalnum() or text[start - 1] in "-" or (text[start - 1] == "." and start == stop)
        ):
            start -= 1
        if start == stop or (spans and stop == at):
            break
        spans.append((start, stop))
        at = start
    return spans[::-1]


def _head_before(text: str, folded: str, quote: int) -> tuple[int, Head] | None:
    """Start and head of the noun group before a quotation mark: "Професионална гимназия по лозарство "."""
    spans = _words_before(text, quote)
    forms = heads()
    n = len(spans)
    for i in range(n - 1, -1, -1):
        for k in range(min(4, n - i), 0, -1):
            head = forms.get(folded[spans[i][0] : spans[i + k - 1][1]])
            if head is None or "q" not in head.takes:
                continue
            between = [folded[a:b] for a, b in spans[i + k :]]
            if between and not (
                between[0] in ("по", "за", "на", "към", "при", "с", "със")
                and (k > 1 or between[0] == "по" or not text[spans[i][0] : spans[i][1]].isupper())
                and "тема" not in between
                and len(between) <= 7
                and not any(_is_verb(word) for word in between)
                and (text[spans[i][0]].isupper() or _adjective_start(text, spans, i) is not None)
            ):
                continue
            left = _adjective_start(text, spans, i)
            # A longer compound head may begin further left: "многопрофилна болница".
            for j in range(max(0, i - 4), i):
                longer = forms.get(folded[spans[j][0] : spans[i + k - 1][1]])
                if longer is not None and (left is None or spans[j][0] < left):
                    left, head = spans[j][0], longer
                    break
            return (left if left is not None else spans[i][0]), head
    return None


def _adjective_start(text: str, spans: list[tuple[int, int]], i: int) -> int | None:
    """Where a capitalised adjective begins the group whose noun is word `i`."""
    found = None
    for j in range(i - 1, max(-1, i - 5), -1):
        word = text[spans[j][0] : spans[j][1]]
        if word.rstrip(".").isdigit() or regex.fullmatch(r"\d{1,3}-\p{L}{1,3}", word):
            at_start = spans[j][0] == 0 or text[spans[j][0] - 1] == "\n"
            return found if at_start else spans[j][0]
        if not _ADJECTIVE_ENDING.fullmatch(word.casefold()):
            break
        if word[0].isupper():
            found = spans[j][0]
    return found


# ---- municipalities, companies, acronyms ----------------------------------------------------


def _communes(text: str, folded: str) -> Iterator[Candidate]:
    """ "Община Перник"; also of foreign places ("Община Гюмри")."""
    for hit in p.COMMUNE.finditer(text):
        place = place_at(folded, hit.end())
        if place:
            end = place[0]
        else:
            word = regex.match(r"\p{Lu}\p{L}++(?:[ -]\p{Lu}\p{L}++)?", text[hit.end() :])
            if word is None or hit["quote"]:
                continue
            end = hit.end() + word.end()
        shown = text[hit.end() : end]
        if hit["quote"] and text[end : end + 1] in tuple('“”"»„'):
            end += 1
        name = f"Община {shown.title() if shown.isupper() else shown}"
        yield Candidate(
            hit.start(), end, name, "municipality", "institutions.municipality", body="община", place=fold(shown)
        )


def _embassies(text: str) -> Iterator[Candidate]:
    for hit in p.EMBASSY.finditer(text):
        name = f"{hit['noun']} на {hit['country']}" if hit["noun"] else f"{hit['adjective']} {hit['after']}"
        start = hit.start() if hit["noun"] else hit.start("adjective")
        yield Candidate(start, hit.end(), name, "government", "institutions.embassy", body=fold(name))


def _village_halls(text: str, folded: str) -> Iterator[Candidate]:
    for hit in p.VILLAGE_HALL.finditer(text):
        if place := place_at(folded, hit.end()):
            name = hit["noun"] + hit["joint"] + text[hit.end() : place[0]]
            yield Candidate(
                hit.start(),
                place[0],
                name,
                "municipality",
                "institutions.village_hall",
                body="кметство",
                place=place[1],
            )


def _companies(text: str) -> Iterator[Candidate]:
    for hit in p.UNQUOTED_COMPANY.finditer(text):
        yield Candidate(*hit.span(), hit.group(), "company", "institutions.legal_form_unquoted", core=fold(hit["name"]))
    for hit in p.SOLE_TRADER.finditer(text):
        yield Candidate(*hit.span(), hit.group(), "company", "institutions.legal_form", core=fold(hit["name"]))
    for hit in p.LATIN_NAME.finditer(text):
        yield Candidate(*hit.span(), hit.group(), "company", "institutions.latin", core=fold(hit.group()))


def _acronyms(text: str, folded: str) -> Iterator[Candidate]:
    """Acronyms that the gazetteer does not know; heads as acronyms with a place ("МБАЛ – Раднево")."""
    for hit in p.ACRONYM.finditer(text):
        acronym = hit["acronym"]
        head = heads().get(fold(acronym))
        if head is not None and "p" in head.takes:
            candidate = Candidate(
                *hit.span(),
                acronym,
                head.type,
                "institutions.head_and_place",
                body=fold(acronym),
                acronym=acronym,
                short=True,
            )
            placed = _placed(text, folded, candidate)
            if placed.place and placed.name != acronym:
                yield placed
            continue
        if acronym in words("acronyms_of_other_things.txt") or regex.fullmatch(r"[IVXLC]+|\p{Latin}+", acronym):
            continue
        yield Candidate(
            *hit.span(),
            acronym,
            acronym_types().get(acronym, "other"),
            "institutions.acronym",
            acronym=acronym,
            short=True,
            weak=True,
        )


def _with_acronym(text: str, candidate: Candidate) -> Candidate:
    """`candidate` with the acronym that stands in brackets after it."""
    hit = p.DEFINITION.match(text, candidate.end)
    if hit is None or candidate.weak or candidate.acronym:
        return candidate
    acronym = hit["acronym"]
    if sum(char.isupper() for char in acronym) < 2 or place_at(fold(acronym), 0):
        return candidate
    return replace(candidate, acronym=" ".join(acronym.split()))


# ---- heads with a complement ----------------------------------------------------------------


@lru_cache(maxsize=1)
def _verbs() -> frozenset[str]:
    return words("verb_forms.txt") | words("past_verbs.txt")


def _is_verb(word: str) -> bool:
    return word in _verbs() or word.endswith(("ха", "ват", "ява", "ира", "иха", "аха"))


def _composed(text: str, folded: str, known_starts: set[int]) -> Iterator[Candidate]:
    """ "Национална асоциация на секретарите …", "Комисия за защита на …", "Районен съд"."""
    forms = heads()
    for word in p.CAPITALISED.finditer(text):
        if word.start() in known_starts or place_at(folded, word.start()):
            continue
        spans = [(word.start(), word.end())]
        while len(spans) < 5 and (nxt := p.WORD.match(text, spans[-1][1])):
            spans.append(nxt.span("word"))
        for i, (start, end) in enumerate(spans):
            head = forms.get(folded[start:end])
            if head is not None and "c" in head.takes:
                yield from _complement(text, folded, spans[0][0], end, head, i)
                break
            if not _ADJECTIVE_ENDING.fullmatch(folded[start:end]):
                break


def _complement(text: str, folded: str, start: int, end: int, head: Head, adjectives: int) -> Iterator[Candidate]:
    """The name from its first word to the end of what the head governs."""

    def candidate(stop: int, rule: str, acronym: str | None = None) -> Candidate:
        name = base_form(text[start:stop])
        return Candidate(start, stop, name, head.type, f"institutions.{rule}", acronym=acronym, body=fold(name))

    # An acronym in brackets whose letters are the initials shows where the name ends.
    line_end = text.find("\n", end)
    window_end = min(line_end if line_end >= 0 else len(text), end + 120)
    for bracket in regex.finditer(r"[ ]?[(/]", text[end:window_end]):
        at = end + bracket.start()
        definition = p.DEFINITION.match(text, at)
        if definition and _initials_fit(text[start:at], definition["acronym"]):
            yield candidate(at, "defined", " ".join(definition["acronym"].split()))
            return
    if _INNER.fullmatch(folded[start:end]) or (head.lemma == "комисия" and folded.startswith(" по", end)):
        return
    stop = _complement_end(text, folded, end)
    if stop > end:
        found = candidate(stop, "head_and_complement")
        lead = p.PLACE_DASH.match(text, stop)
        yield _placed(text, folded, found) if lead else found
        return
    bare = candidate(end, "head_and_place")
    placed = _placed(text, folded, bare)
    if placed.end > end:
        yield placed
    elif adjectives and not _begins_sentence(text, start) and not text[start:end].isupper():
        yield candidate(end, "capitalised_head")


def _begins_sentence(text: str, start: int) -> bool:
    return regex.search(r"(?:\A|[\n.!?:…•*–-])[\s„“\"]*\Z", text[max(0, start - 6) : start]) is not None


def _initials_fit(phrase: str, acronym: str) -> bool:
    """Whether most letters of `acronym` are, in order, initials of words of `phrase`."""
    letters = [char.casefold() for char in acronym if char.isalpha()]
    initials = [word[0].casefold() for word in regex.findall(r"[\p{L}\p{N}]+", phrase)]
    if not letters or not initials or letters[0] != initials[0] or regex.search(r"[.!?;:()]\s", phrase):
        return False
    at = matched = 0
    for letter in letters:
        if letter in initials[at:]:
            at += initials[at:].index(letter) + 1
            matched += 1
    return matched >= max(2, 0.7 * len(letters)) and at >= len(initials) - 3


_GOVERNED = regex.compile(r"[ ](?P<prep>за|на|по|към|при|срещу|от)(?=[ ])")
_NEXT = regex.compile(r"(?P<joint>[ ]|,[ ]|[ ]и[ ])(?P<word>[\p{L}-]++)")
_STOP = frozenset(
    ["за", "на", "по", "към", "при", "срещу", "от", "в", "във", "с", "със", "до", "край", "през", "след", "преди", "без", "между", "под", "над", "като", "и", "или", "но", "а", "че", "да", "се", "ще", "е", "са", "бе", "беше", "не", "който", "която", "което", "които", "когато", "където", "как", "ги", "го", "му", "им", "си", "ни", "ви", "вече", "също", "още", "само", "днес", "вчера"]
)


def _complement_end(text: str, folded: str, end: int) -> int:
    """Where the complement of a head that ends at `end` ends; `end` itself where there is none."""
    stop = end
    for group in range(3):
        prep = _GOVERNED.match(folded, stop)
        if prep is None:
            break
        reached = _group_end(text, folded, prep.end(), first=group == 0)
        if reached == prep.end():
            break
        stop = reached
    return stop


def _group_end(text: str, folded: str, start: int, *, first: bool) -> int:
    """Where the words that a preposition governs end: adjectives and one noun, then "и …"."""
    stop, content, nouns, last = start, 0, 0, ""
    while content < 7:
        hit = _NEXT.match(text, stop)
        if hit is None:
            break
        shown, word, joint = hit["word"], fold(hit["word"]), hit["joint"].strip()
        if word in _STOP or _is_verb(word) or (joint == "," and not _list_goes_on(folded, stop)):
            break
        capital = shown[0].isupper()
        adjective = _ADJECTIVE_ENDING.fullmatch(word) is not None
        if capital and content and not (last == "adjective" or (shown.isupper() and joint)):
            break
        if not joint and nouns and not (last == "plural" and word.endswith("и") and not capital):
            break
        content += 1
        stop = hit.end()
        if adjective:
            last = "adjective"
            nouns = 0 if joint else nouns
        else:
            last = "plural" if word.endswith("ите") else "noun"
            nouns += 1
    return stop


def _list_goes_on(folded: str, comma: int) -> bool:
    """Whether "…, води и гори" follows a comma: one or two words and an "и"."""
    return regex.match(r",[ ]\p{L}++(?:[ ]\p{L}++)?[ ]и[ ]\p{L}{4,}", folded[comma : comma + 60]) is not None
