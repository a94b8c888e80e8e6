"""Precision, recall and F1 of a run for each kind of fact.

Facts are compared once per document, by value (see `extractor.evaluation.same`); each annotated fact
is paired with at most one found. A role's figures are told from those of its organisation, and the
roles of dates, sums and counted nouns are measured on the facts that were found.
"""

from __future__ import annotations

import csv
import json
import logging
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from extractor.evaluation.gold import Gold, GoldError, read_gold
from extractor.evaluation.same import (
    NOUN_ALIKE,
    Fact,
    alike,
    edtf,
    money,
    same_count,
    same_institution,
    same_person,
    same_position,
    same_role,
    words,
)

KINDS = (
    "dates", "people", "people.role", "people.role.org", "institutions", "participants", "municipalities", "budgets",
)  # fmt: skip
#: The macro F1 is the mean over these.
MAIN = tuple(kind for kind in KINDS if kind != "people.role.org")

csv.field_size_limit(1 << 30)
logger = logging.getLogger("extractor")


@dataclass(frozen=True, slots=True)
class Miss:
    """A fact that was missed, or one too many ("extra")."""

    doc_id: str
    what: str
    fact: str


@dataclass(slots=True)
class Tally:
    """Hits, misses and extras of one kind."""

    hit: int = 0
    missed: int = 0
    extra: int = 0
    misses: list[Miss] = field(default_factory=list)

    @property
    def precision(self) -> float:
        found = self.hit + self.extra
        return self.hit / found if found else 1.0

    @property
    def recall(self) -> float:
        wanted = self.hit + self.missed
        return self.hit / wanted if wanted else 1.0

    @property
    def f1(self) -> float:
        p, r = self.precision, self.recall
        return 2 * p * r / (p + r) if p + r else 0.0

    def figures(self) -> dict[str, float | int]:
        """Figures as plain numbers, rounded to four places."""
        return {
            "precision": round(self.precision, 4),
            "recall": round(self.recall, 4),
            "f1": round(self.f1, 4),
            "gold": self.hit + self.missed,
            "predicted": self.hit + self.extra,
        }

    def count(self, doc_id: str, wanted: bool, found: bool, show: str) -> None:
        """One yes-or-no decision."""
        self.hit += wanted and found
        self.missed += wanted and not found
        self.extra += found and not wanted
        if wanted != found:
            self.misses.append(Miss(doc_id, "missed" if wanted else "extra", show))

    def pair(
        self,
        doc_id: str,
        gold: Iterable[Fact],
        found: Iterable[Fact],
        same: Callable[[Fact, Fact], bool],
        show: Callable[[Fact], str],
    ) -> list[tuple[Fact, Fact]]:
        """Pair each annotated fact with the first free found one that is the same; returns the pairs."""
        left, pairs = list(found), []
        for wanted in gold:
            match = next((candidate for candidate in left if same(wanted, candidate)), None)
            if match is None:
                self.missed += 1
                self.misses.append(Miss(doc_id, "missed", show(wanted)))
            else:
                left.remove(match)
                pairs.append((wanted, match))
                self.hit += 1
        self.extra += len(left)
        self.misses += [Miss(doc_id, "extra", show(fact)) for fact in left]
        return pairs


Tallies = defaultdict[str, Tally]


def score_run(gold_folder: Path, run_folder: Path) -> dict[str, Tally]:
    """Compare the CSV tables in `run_folder` with the annotations in `gold_folder`.

    Raises GoldError where either cannot be read, or they have no document in common.
    """
    documents = read_gold(gold_folder)
    facts: dict[str, list[Fact]] = defaultdict(list)
    for row in _read_csv(run_folder / "facts.csv"):
        facts[row["doc_id"]].append(row)
    furniture = {
        row["doc_id"]: json.loads(row["boilerplate"] or "[]") for row in _read_csv(run_folder / "documents.csv")
    }
    absent = sum(gold["doc_id"] not in furniture for gold in documents)
    if absent == len(documents):
        raise GoldError(f"{run_folder}: holds none of the {absent} annotated documents; run over their texts first")
    if absent:
        logger.warning("%d of %d annotated documents are not in the run: all missed", absent, len(documents))
    tallies: Tallies = defaultdict(Tally)
    for gold in documents:
        doc_id = gold["doc_id"]
        score_document(gold, facts[doc_id], furniture.get(doc_id, []), tallies)
    return {kind: tallies[kind] for kind in [*KINDS, *sorted(set(tallies) - set(KINDS))]}


def macro_f1(tallies: dict[str, Tally]) -> float:
    """Mean F1 over the kinds in `MAIN`."""
    return sum(tallies[kind].f1 for kind in MAIN) / len(MAIN)


def score_document(gold: Gold, rows: list[Fact], furniture: list[dict[str, int]], tallies: Tallies) -> None:
    """Add one document's hits and misses to `tallies`."""
    doc_id, text = gold["doc_id"], gold["text"]
    by_kind: dict[str, list[Fact]] = defaultdict(list)
    for row in rows:
        by_kind[row["kind"]].append(row)
        in_place = text[int(row["start"]) : int(row["end"])] == row["text"]
        tallies["provenance"].count(doc_id, True, in_place, repr(row["text"]))
    _score_dates(gold, by_kind["date"], tallies)
    _score_people(gold, by_kind["person"], tallies)
    tallies["institutions"].pair(
        doc_id, gold["institutions"], _distinct(by_kind["institution"], lambda r: words(r["institution"])),
        same_institution, lambda f: str(f.get("name") or f.get("institution")),
    )  # fmt: skip
    pairs = tallies["participants"].pair(
        doc_id, gold["participants"], by_kind["participants"], same_count, lambda f: repr(f["text"])
    )
    for wanted, found in pairs:
        same_noun = alike(wanted["of"], found["count_of"], NOUN_ALIKE)
        _count_choice(tallies["participants.of"], doc_id, wanted["of"], found["count_of"], same_noun)
    tallies["municipalities"].pair(
        doc_id, _distinct(gold["municipalities"], lambda g: g["code"]),
        _distinct(by_kind["municipality"], lambda r: r["municipality_code"]),
        lambda g, r: g["code"] == r["municipality_code"],
        lambda f: f"{f.get('name') or f.get('municipality')} <- {f['text']!r}",
    )  # fmt: skip
    pairs = tallies["budgets"].pair(
        doc_id, _distinct(gold["budgets"], money), _distinct(by_kind["budget"], money),
        lambda g, r: money(g) == money(r), lambda f: f"{money(f)} <- {f['text']!r}",
    )  # fmt: skip
    for wanted, found in pairs:
        same = wanted["role"] == found["amount_role"]
        _count_choice(tallies["budgets.role"], doc_id, wanted["role"], found["amount_role"], same)
    _score_furniture(gold, furniture, tallies["boilerplate"])


def _score_dates(gold: Gold, rows: list[Fact], tallies: Tallies) -> None:
    pairs = tallies["dates"].pair(
        gold["doc_id"],
        _distinct(gold["dates"], lambda g: edtf(g["edtf"])),
        _distinct(rows, lambda r: edtf(r["value"])),
        lambda g, r: edtf(g["edtf"]) == edtf(r["value"]),
        lambda f: f"{f.get('edtf') or f.get('value')} <- {f['text']!r}",
    )
    for wanted, found in pairs:
        same = wanted["role"] == found["date_role"]
        _count_choice(tallies["dates.role"], gold["doc_id"], wanted["role"], found["date_role"], same)


def _score_people(gold: Gold, rows: list[Fact], tallies: Tallies) -> None:
    doc_id = gold["doc_id"]
    pairs = tallies["people"].pair(
        doc_id, gold["people"], _distinct(rows, lambda r: words(r["person"])), same_person,
        lambda f: str(f.get("name") or f.get("person")),
    )  # fmt: skip
    annotated_name = {words(found["person"]): words(wanted["name"]) for wanted, found in pairs}
    wanted_roles = [{"who": words(p["name"]), **role} for p in gold["people"] for role in p["roles"]]
    with_role = _distinct(
        [row for row in rows if row["role"]],
        lambda r: (words(r["person"]), words(r["role"]), words(r["org"])),
    )
    found_roles = [
        {
            "who": annotated_name.get(words(row["person"]), "?" + words(row["person"])),
            "role": row["role"],
            "org": row["org"],
        }
        for row in with_role
    ]

    def show(position: Fact) -> str:
        return f"{position['who']}: {position['role']} @ {position['org']}"

    def once(roles: list[Fact]) -> list[Fact]:
        return _distinct(roles, lambda r: (r["who"], words(r["role"])))

    tallies["people.role"].pair(doc_id, once(wanted_roles), once(found_roles), same_role, show)
    tallies["people.role.org"].pair(doc_id, wanted_roles, found_roles, same_position, show)


def _score_furniture(gold: Gold, furniture: list[dict[str, int]], tally: Tally) -> None:
    """Lines of furniture: a line counts as cut where at least half of its characters are."""
    wanted = {line.strip() for line in gold["boilerplate"]} - {""}
    lines: list[tuple[str, bool]] = []
    at = 0
    for line in gold["text"].splitlines(keepends=True):
        body = line.strip()
        if body:
            start = at + line.index(body)
            end = start + len(body)
            covered = sum(max(0, min(end, cut["end"]) - max(start, cut["start"])) for cut in furniture)
            lines.append((body, covered >= 0.5 * len(body)))
        at += len(line)
    bodies = [body for body, _ in lines]
    seen: set[str] = set()
    for body, cut in lines:
        # Of a repeated title the annotation, a list of lines, cannot tell the first copy, which is content.
        unclear = body in wanted and body not in seen and bodies.count(body) > 1
        seen.add(body)
        if not unclear:
            tally.count(gold["doc_id"], body in wanted, cut, body[:100])


def _count_choice(tally: Tally, doc_id: str, wanted: str, found: str, same: bool) -> None:
    """A label chosen for a fact that was found: a wrong one is a miss and an extra."""
    if same:
        tally.hit += 1
    else:
        tally.missed += 1
        tally.extra += 1
        tally.misses += [Miss(doc_id, "missed", str(wanted)), Miss(doc_id, "extra", str(found))]


def _distinct(facts: Iterable[Fact], key: Callable[[Fact], Any]) -> list[Fact]:
    first: dict[Any, Fact] = {}
    for fact in facts:
        first.setdefault(key(fact), fact)
    return list(first.values())


def _read_csv(path: Path) -> list[Fact]:
    try:
        with path.open(encoding="utf-8-sig", newline="") as handle:
            return list(csv.DictReader(handle))
    except FileNotFoundError as error:
        raise GoldError(f"{path}: no such file; run `extractor run FOLDER -o {path.parent}` first") from error
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise GoldError(f"{path}: not readable as a table ({error})") from error
