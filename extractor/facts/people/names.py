"""Mentions of people: which stretches of capitalised words are names of persons."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import regex

from extractor.facts.people.role_nouns import role_noun, title_is_position
from extractor.facts.people.scan import CAPITALISED, INITIAL, LINE, LOWER, MARK, TITLE, UPPER, Item, word_group
from extractor.lexicon import table, words

#: Endings of Bulgarian and other frequent family names, in lower case.
SURNAME = regex.compile(
    r"""(?: [оеё]в(?:а|и|ич|ски|ска)? | ин(?:а|и)? | [сшчцзж]к(?:и|а) | [яа]н | янц | оглу | ич | енко | чук
          | швили | дзе | идис | опулос | акис | еску | яну | ман | сон | берг )$""",
    regex.VERBOSE,
)
_STRONG_SURNAME = regex.compile(r"(?: [оеё]ва? | [сшчц]к[иа] | [яа]н | ина? )$", regex.VERBOSE)
FAMILY = regex.compile(r"(?:[ое]ва?|[сшчц]к[иа])$")
_ADJECTIVE = regex.compile(r"(?:ск(?:и|а|о|ият|ия|ата|ото)|ия|та|ят|ът|ото)$")
_ARTICLE = regex.compile(r"(?:ия|ият|ната|ската|ното|ското)$")
#: Endings of plural nouns with the article, which no name has: "Общините", "Училищата", "Сдруженията".
_PLURAL = regex.compile(r".{2}(?:ите|ищата|ствата)$")
_MAX_PARTS = 4


@dataclass(slots=True)
class Mention:
    """A name as written at ``text[start:end]``, without title.

    `evidence` says why it counts: "given" (a known given name), "initial", "title", "shape"
    (endings only), "entity" (a trained model), "unknown" (capitalised words; a person only after
    a position), "surname" (one word; a person only with a title, a position or a fuller mention).
    """

    start: int
    end: int
    parts: tuple[str, ...]
    evidence: str
    title: str | None = None
    title_start: int | None = None


@lru_cache(maxsize=1)
def given_names() -> dict[str, str]:
    """Given names, each with its gender: m, f or fm."""
    return {row["name"]: row["gender"] for row in table("given_names.csv")}


@lru_cache(maxsize=1)
def settlement_names() -> frozenset[str]:
    """Names of settlements and municipalities."""
    return frozenset(row["name"] for name in ("settlements.csv", "municipalities.csv") for row in table(name))


@lru_cache(maxsize=1)
def _settlements_in_lower_case() -> frozenset[str]:
    return frozenset(name.lower() for name in settlement_names())


def proper_case(word: str) -> str:
    """Capitals made a proper name: "КЪНЕВА" is "Кънева", "БАУМАН-ЩАЙН" is "Бауман-Щайн"."""
    if word.isupper() and len(word.replace(".", "")) > 1:
        return "-".join(part[:1] + part[1:].lower() for part in word.split("-"))
    return word


def is_given_name(word: str) -> bool:
    """Whether `word` (any case; of a double name the first half) is a known given name."""
    word = proper_case(word)
    return word in given_names() or ("-" in word and word.split("-")[0] in given_names())


def is_settlement(name: str) -> bool:
    """Whether `name` in any letter case is a settlement or a municipality."""
    return name.lower() in _settlements_in_lower_case()


def mention_at(text: str, items: Sequence[Item], i: int, common: frozenset[str]) -> tuple[Mention | None, int]:
    """The mention that begins at item `i`, and the item to go on from; `common` are the text's words in lower case."""
    first = items[i]
    if first.kind != INITIAL and (not name_like(first) or _is_position(items, i)):
        return None, i + 1
    end = _run_end(text, items, i)
    title, title_start = title_before(text, items, i)
    run = items[i:end]
    if first.kind == UPPER and any(item.kind == CAPITALISED for item in run):
        return None, i + 1  # an acronym before a name: "РИК Соня Пантева"
    names = [proper_case(item.text) for item in run]
    if first.kind != INITIAL and not is_given_name(first.text):
        paired = end < len(items) and items[end].low == "и"  # "Дариха Ани и Мария Янева"
        inside = next((k for k in range(1, len(run) - (not paired)) if is_given_name(run[k].text)), None)
        if inside is not None and title is None:
            return None, i + inside  # "с. Баня Иван Петров": the name begins later
    if first.kind != INITIAL and not is_given_name(first.text) and first.low in common:
        return None, i + 1  # "Затова Радев": a common word that begins a sentence
    if first.kind == INITIAL and len(run) > 2 and _shortens_town(first.text, run[1].text):
        return None, i + 2  # "РИОСВ – В. Търново Т. Балева"
    town = _town_prefix(names)
    if town and len(run) > town + 1 and is_given_name(run[town].text) and i and items[i - 1].low in ("на", "в", "от"):
        return None, i + town  # "кметът на Елена Петко Дачев"
    if town and len(run) > town + 1 and is_given_name(run[town].text) and _names_council(items, i):
        return None, i + town  # "Общински съвет – Елена Петко Дачев"
    if _is_place(items, i) and town:
        return None, i + town  # "община Самуил Джейхан Алиев"
    if _is_eponym(items, i):
        return None, end
    if title is None and (town == len(run) or (town > 1 and len(run) > town)):
        return None, i + town
    if title and is_settlement(" ".join([*title.split(), *names])):
        return None, end  # "Генерал Тошево", "Капитан Андреево"
    evidence, run = _judge(run, title)
    if evidence is None:
        return None, i + 1
    parts = tuple(proper_case(item.text) for item in run if item.kind != LINE and item.text not in "-–")
    return Mention(run[0].start, run[-1].end, parts, evidence, title, title_start), i + len(run)


def _town_prefix(names: Sequence[str]) -> int:
    """How many of the first words of `names` are the name of a settlement."""
    return next((size for size in (3, 2, 1) if size <= len(names) and is_settlement(" ".join(names[:size]))), 0)


def _judge(run: Sequence[Item], title: str | None) -> tuple[str | None, Sequence[Item]]:
    """Why `run` may be a name (None where it may not), and how much of it."""
    first = run[0]
    names = [proper_case(item.text) for item in run]
    if first.kind == INITIAL:
        full = [name for name, item in zip(names, run, strict=True) if item.kind != INITIAL]
        if not full or len(full) > 2 or is_settlement(full[-1]):
            return None, run
        surname = any(SURNAME.search(half) for half in full[-1].lower().split("-"))
        latin = not regex.search(r"\p{Cyrillic}", first.text) and regex.search(r"\p{Cyrillic}", full[-1])
        if latin or (not surname and (first.text == "Св." or _ADJECTIVE.search(full[-1]))):
            return None, run  # "V. Разни", "Св. Дух", "А.Е. Цената"
        if _shortens_town(first.text, full[-1]) or (names[:2] == ["П.", "П."] and len(run) == 3):
            return None, run  # "В. Търново"; "П.П." opens a postscript
        return "initial", run
    if len(run) == 1:
        return "surname", run
    if is_given_name(first.text) and len(first.text) > 2:
        run = _trim(run)
        return ("given" if len(run) > 1 else "surname"), run
    if len(run) == 3 and run[1].kind == INITIAL and SURNAME.search(names[2].lower()):
        return "given", run
    if title is not None:
        run = _trim(run)
        return ("title" if len(run) > 1 else "surname"), run
    if _ADJECTIVE.search(names[0].lower()):
        return None, run  # "Самият Шишков"
    if any(item.kind == UPPER for item in run) and not SURNAME.search(names[-1].lower()):
        return None, run
    if (
        len(run) <= 3
        and first.kind == CAPITALISED
        and _STRONG_SURNAME.search(names[-1].lower())
        and not is_settlement(names[0])
        and not _ADJECTIVE.search(names[0])
    ):
        return "shape", run
    return "unknown", run


@lru_cache(maxsize=1)
def _town_abbreviations() -> frozenset[tuple[str, str]]:
    pairs = (name.split() for name in settlement_names() if " " in name)
    return frozenset((pair[0][0].lower(), pair[-1].lower()) for pair in pairs)


def _shortens_town(initial: str, word: str) -> bool:
    """Whether "В." and "Търново" are short for a town of two words."""
    return (initial[0].lower(), word.lower()) in _town_abbreviations() and not SURNAME.search(word.lower())


def name_like(item: Item) -> bool:
    first, hyphen, last = item.text.rpartition("-")
    if hyphen and is_settlement(last) and not is_given_name(item.text) and not SURNAME.search(first.lower()):
        return False  # "ОбС-Стралджа", but "Колева-Ковач"
    if _PLURAL.search(item.low):
        return False
    return (
        item.kind in (CAPITALISED, UPPER)
        and len(item.text) > 1
        and proper_case(item.text) not in words("not_names.txt")
    )


def _is_position(items: Sequence[Item], i: int) -> bool:
    """A noun of a position that begins a sentence or stands in capitals: "Кмет", "ДИРЕКТОРЪТ"."""
    return role_noun(items[i].text) is not None and not is_given_name(items[i].text)


def _trim(run: Sequence[Item]) -> Sequence[Item]:
    """The given name and what can be a family name after it; a heading in capitals goes on otherwise."""
    kept = [run[0]]
    for item in run[1:]:
        name = proper_case(item.text)
        family_first = not is_given_name(kept[0].text) and FAMILY.search(proper_case(kept[0].text).lower())
        whole = len(kept) >= 2 or family_first
        if (
            whole
            and item.low not in word_group("particle")
            and kept[-1].low not in word_group("particle")
            and item.kind == UPPER
            and not SURNAME.search(name.lower())
            and not is_given_name(name)
        ):
            break
        kept.append(item)
    while len(kept) > 1 and kept[-1].kind in (LOWER, MARK):
        kept.pop()
    return kept


def _run_end(text: str, items: Sequence[Item], i: int) -> int:
    """The end of the run of name words that begins at `i`: neighbours with a space or a few between them."""
    end, parts = i + 1, 1
    while end < len(items) and parts < _MAX_PARTS:
        before, item = items[end - 1], items[end]
        if item.kind == LINE:
            if not _goes_on_below(items, i, end):
                break
            end, parts = end + 2, parts + 1
            continue
        gap = text[before.end : item.start]
        if len(gap) > 3 or (not gap and before.kind != INITIAL and item.text not in "-–"):
            break
        if item.kind == INITIAL:
            if end + 1 >= len(items) or not name_like(items[end + 1]):
                break
            end, parts = end + 1, parts + 1
        elif name_like(item):
            if (before.kind == CAPITALISED and item.kind == UPPER and _acronym(item)) or _is_position(items, end):
                break
            end, parts = end + 1, parts + 1
        elif (particles := _particles(items, i, end)) > 0:
            end, parts = end + particles + 1, parts + 1
        elif item.text in "-–" and _double_barrel(items, end):
            end += 2
        else:
            break
    return end


def _particles(items: Sequence[Item], first: int, at: int) -> int:
    """How many particles of a foreign family name stand at `at` before a capitalised word ("ван дер")."""
    count = 0
    while at + count < len(items) and count < 3 and items[at + count].low in word_group("particle"):
        count += 1
    if count == 0 or at + count >= len(items) or not name_like(items[at + count]):
        return 0
    if items[at - 1].low in word_group("particle"):
        return count
    bulgarian = _STRONG_SURNAME.search(proper_case(items[at - 1].text).lower()) and at - first > 1
    return 0 if bulgarian else count


def _acronym(item: Item) -> bool:
    name = proper_case(item.text)
    return len(item.text) < 5 and not SURNAME.search(name.lower()) and not is_given_name(name)


def _double_barrel(items: Sequence[Item], at: int) -> bool:
    """A dash with spaces between two family names of one gender: "Хаджидимова - Колева"."""
    if at + 1 >= len(items) or at < 2 or items[at + 1].kind not in (CAPITALISED, UPPER):
        return False
    left, right = (regex.search(r"(?:(ов|ев|ски)|(ова|ева|ска))$", items[k].text.lower()) for k in (at - 1, at + 1))
    after_given = is_given_name(items[at - 2].text) and not is_given_name(items[at + 1].text)
    return bool(after_given and left and right and bool(left[1]) == bool(right[1]))


def _goes_on_below(items: Sequence[Item], first: int, line: int) -> bool:
    """A name broken by a line end: a lone given name above, one family name below."""
    if line - first != 1 or line + 1 >= len(items) or items[line].text.count("\n") > 1:
        return False
    below = items[line + 1]
    after = items[line + 2] if line + 2 < len(items) else None
    return (
        is_given_name(items[first].text)
        and items[first].kind == below.kind
        and name_like(below)
        and not is_given_name(below.text)
        and bool(_STRONG_SURNAME.search(below.text.lower()))
        and (after is None or after.kind not in (CAPITALISED, UPPER))
    )


def title_before(text: str, items: Sequence[Item], i: int) -> tuple[str | None, int | None]:
    """The titles right before item `i` as written ("доц. д-р"), and where they begin."""
    j = i
    while j > 0 and items[j - 1].kind == TITLE and not text[items[j - 1].end : items[j].start].strip():
        if title_is_position(items, j - 1):
            break
        j -= 1
    if j == i:
        return None, None
    return " ".join(text[items[j].start : items[i - 1].end].split()), items[j].start


_SHORT_TRIGGERS = frozenset({"ул", "бул", "пл", "кв", "жк", "св", "свв", "им"})
_BODIES_OF_TOWNS = frozenset({"съвет", "обс", "община", "общ", "администрация", "кметство", "оик", "читалище"})
_PLACES = frozenset({"община", "общ", "село", "град", "с", "гр", "селата", "общините", "кметство", "област", "обл"})


def _is_place(items: Sequence[Item], i: int) -> bool:
    """Whether "община", "с." and the like stand before item `i`."""
    before = items[i - 2] if i > 1 and items[i - 1].text == "." else items[i - 1] if i > 0 else None
    return before is not None and before.low in _PLACES


def _names_council(items: Sequence[Item], i: int) -> bool:
    """Whether a municipal body and a dash stand before item `i`, so that a town follows."""
    return i > 1 and items[i - 1].text in "-–—" and items[i - 2].low in _BODIES_OF_TOWNS


def _is_eponym(items: Sequence[Item], i: int) -> bool:
    """A name after "ул.", "СУ", "награда" and the like names a thing, not a person of the text."""
    j = i - 1
    while j >= 0 and items[j].kind == TITLE:
        j -= 1
    if j < 0:
        return False
    before = items[j]
    if before.text == ".":
        return j > 0 and items[j - 1].low in _SHORT_TRIGGERS
    if (
        before.low == "на"
        and j > 0
        and items[j - 1].low in ("памет", "паметта", "името", "имени", "паметник", "паметника")
    ):
        return True
    if j < i - 1 and before.kind == UPPER and items[j + 1].text[0].islower():
        return False  # "ректорът на ВТУ проф. А"; an eponym begins with a capital: "МБАЛ Д-р А"
    triggers = words("eponym_triggers.txt")
    if before.kind == LOWER and before.low in triggers:
        # "на Националния исторически музей Ана Банова": an article closes the name before the person
        return not any(_ARTICLE.search(item.low) for item in items[max(j - 3, 0) : j])
    return before.text in triggers
