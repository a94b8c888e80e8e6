"""Names made of a head and what it governs: "Комисия за …", "Национална асоциация на …"."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

import regex

from extractor.facts.institutions import patterns as p
from extractor.facts.institutions.candidate import Candidate, base_form, placed
from extractor.facts.institutions.gazetteer import Head, fold, heads
from extractor.lexicon import words
from extractor.lexicon.register import place_at

ADJECTIVE_ENDING = regex.compile(
    r"""(?!затова|такава|онова|това|снощи|едно|една)[\p{L}-]{2,}(?:
        (?:ск|шк|чк|цк|жк)(?:[иаоя]|ия|ият|ата|ото|ите)
      | (?<=независ)им(?:[аои]|ия|ият|ата|ото|ите)?
      | [^аеиоуъюя]ен | н(?:[аои]|ия|ият|ата|ото|ите)
      | [ое]в(?:[аои]|ия|ият|ата|ото|ите)? | тел(?:ен|н[аои]) | ър | ална
      | щ(?:[аои]|ия|ият|ата|ото) | (?<=първ|втор|трет)[аои]?
      )""",
    regex.VERBOSE | regex.VERSION1,
)
_INNER_TAIL = regex.compile(
    r"""(?<=комисия|комисията)[ ](?:по|от|на)(?!\p{L}) | (?<=съвет|съвета|съветът)[ ]на[ ]директорите
      | (?<=движение|движението)[ ]по(?!\p{L})""",
    regex.VERBOSE | regex.VERSION1,
)
#: A body inside an organisation, which is then the institution: "Информационният център на НАП".
_PART_OF = regex.compile(r"[ ](?:на|при|към)[ ](?:\p{Lu}{2,}|\p{Lu}\p{L}?\p{Lu}+)(?!\p{L})")
_PARTS = frozenset({"съвет", "комисия", "комитет", "служба", "инспекторат", "организация", "център", "пг"})
#: Boards and committees inside an organisation, buildings, championships: no institutions.
INNER = regex.compile(
    r"""(?:управителн?е?н?|контролн?е?н?|академич\p{L}+|обществен\p{L}*|надзорн?е?н?|педагогическ\p{L}+|факултет\p{L}+
      |научн\p{L}+|консултативн?е?н?|експерт\p{L}+|постоян\p{L}+|съдебн\p{L}+|антич\p{L}+|летен|летния|летни\p{L}+|лят\p{L}+
      |временн\p{L}+|конгрес\p{L}+|ученическ\p{L}+(?=[ ]съвет)|управляващ\p{L}+|инициатив\p{L}+|местн\p{L}+|канев
      |национал\p{L}+[ ]форум
      |(?:втор|трет|четвърт|първ|висш|елитн|мини[ ]|футболн|баскетболн|волейболн)\p{L}*(?:[ ]\p{L}+)?(?=[ ]лига)
      )\p{L}*[ ].*""",
    regex.VERBOSE | regex.VERSION1,
)


_DEFINITE = regex.compile(r"(?:та|то|ът|ят|те)\Z")
#: Nouns that stand before another like adjectives: "Дунавска бизнес академия".
_ATTRIBUTIVE_NOUNS = frozenset({"бизнес", "арт", "спа", "рок", "джаз", "интернет", "уеб", "аграрно", "видео", "кино"})


@lru_cache(maxsize=1)
def _verbs() -> frozenset[str]:
    return words("verb_forms.txt") | words("past_verbs.txt")


def is_verb(word: str) -> bool:
    return word in _verbs() or word.endswith(("ха", "ват", "ява", "ира", "иха", "аха"))


def find_composed(text: str, folded: str, known_starts: set[int]) -> Iterator[Candidate]:
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
            if not (ADJECTIVE_ENDING.fullmatch(folded[start:end]) or (i and folded[start:end] in _ATTRIBUTIVE_NOUNS)):
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
        if (
            definition
            and definition["acronym"] not in words("acronyms_of_other_things.txt")
            and initials_fit(text[start:at], definition["acronym"])
        ):
            yield candidate(at, "defined", " ".join(definition["acronym"].split()))
            return
    if INNER.fullmatch(folded[start:end]) or _INNER_TAIL.match(folded, end):
        return
    if head.lemma.rpartition(" ")[2] in _PARTS and _PART_OF.match(text, end):
        return
    if head.lemma in _PARTS and not adjectives and text[start:end].isupper() and _DEFINITE.search(folded, start, end):
        return  # "КОМИСИЯТА ЗА ЗИМАТА ОБЯВИ": a headline, no name
    stop = _complement_end(text, folded, end)
    if stop > end:
        country = _IN_COUNTRY.match(text, stop) if head.type == "association" else None
        if country and (country["name"] == "България" or country["name"] in words("world_places.txt")):
            stop = country.end()
        found = candidate(stop, "head_and_complement")
        lead = p.PLACE_DASH.match(text, stop)
        yield placed(text, folded, found) if lead else found
        return
    if text[start:end].isupper() and p.PLACE_IN.match(text, end):
        return  # "БИБЛИОТЕКАТА В ДРЯНОВО ОТВОРИ ВРАТИ": a headline, no name
    bare = candidate(end, "head_and_place")
    with_place = placed(text, folded, bare)
    if with_place.end > end:
        yield with_place
    elif (
        adjectives
        and not _begins_sentence(text, start)
        and not text[start:end].isupper()
        and not (is_definite(folded, start, end) or _in_title_of_project(text, folded, start))
    ):
        yield candidate(end, "capitalised_head")


def is_definite(folded: str, start: int, end: int) -> bool:
    """Whether the noun behind adjectives bears the article ("Маринова библиотеката"): two phrases and no name."""
    first, _, rest = folded[start:end].partition(" ")
    return _DEFINITE.search(rest) is not None and not regex.search(r"(?:ия|ият|ата|ото|ите)\Z", first)


def _in_title_of_project(text: str, folded: str, start: int) -> bool:
    """Whether the quotation that begins at `start` is the title of a project, a programme or a play."""
    return text[start - 1 : start] in tuple('„“”"«') and bool(
        p.NO_INSTITUTION_BEFORE.search(folded, max(0, start - 40), start)
    )


def _begins_sentence(text: str, start: int) -> bool:
    return regex.search(r"(?:\A|[\n.!?:…•*–-])[\s„“\"]*\Z", text[max(0, start - 6) : start]) is not None


def initials_fit(phrase: str, acronym: str) -> bool:
    """Whether most letters of `acronym` are, in order, initials of words of `phrase`."""
    letters = [char.casefold() for char in acronym if char.isalpha()]
    initials = [
        letter.casefold()
        for word in regex.findall(r"[\p{L}\p{N}]+", phrase)
        for letter in (word if word.isupper() else word[0])  # "СПА" stands for itself
    ]
    if not letters or not initials or letters[0] != initials[0] or regex.search(r"[!?;:()]\s|\.\s\P{Ll}", phrase):
        return False
    at = matched = 0
    for letter in letters:
        if letter in initials[at:]:
            at += initials[at:].index(letter) + 1
            matched += 1
    return matched >= max(2, 0.7 * len(letters)) and at >= len(initials) - 3


#: "Съюз на общините в Северна Македония": the country of an association.
_IN_COUNTRY = regex.compile(r"[ ]в[ ](?:Република[ ])?(?P<name>(?:Северна[ ])?\p{Lu}\p{Ll}++)(?!\p{L})")
_GOVERNED = regex.compile(r"[ ](?P<prep>за|на|по|към|при|срещу)(?=[ ])")
_NEXT = regex.compile(r"(?P<joint>[ ]и[ ]|,[ ]|[ ])(?P<word>[\p{L}-]++)")
_STOP = frozenset(
    [
        "за",
        "на",
        "по",
        "към",
        "при",
        "срещу",
        "от",
        "в",
        "във",
        "с",
        "със",
        "до",
        "край",
        "през",
        "след",
        "преди",
        "без",
        "между",
        "под",
        "над",
        "като",
        "и",
        "или",
        "но",
        "а",
        "че",
        "да",
        "се",
        "ще",
        "е",
        "са",
        "бе",
        "беше",
        "не",
        "който",
        "която",
        "което",
        "които",
        "когато",
        "където",
        "как",
        "ги",
        "го",
        "му",
        "им",
        "си",
        "ни",
        "ви",
        "вече",
        "също",
        "още",
        "само",
        "днес",
        "вчера",
    ]
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
    stop, content, nouns, last, joined = start, 0, 0, "", False
    while content < 7:
        hit = _NEXT.match(text, stop)
        if hit is None:
            break
        shown, word, joint = hit["word"], fold(hit["word"]), hit["joint"].strip()
        if word in _STOP or is_verb(word) or (joint == "," and not _list_goes_on(folded, stop)):
            break
        if joint == "и" and joined:
            break  # "за развитие и сътрудничество и медиаторката"
        joined = joined or joint == "и"
        capital = shown[0].isupper()
        adjective = ADJECTIVE_ENDING.fullmatch(word) is not None
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
