"""Measure how often each rule is right, and how well the confidences of a run tell it.

usage: python models/calibrate.py FOLDER[,FOLDER ...]     write extractor/lexicon/confidence.csv
       python models/calibrate.py --report GOLD RUN       the reliability of a run, as a table for docs/quality.md

A FOLDER and GOLD hold annotated documents (docs/guideline.md); RUN is the output folder of a run over GOLD. A rule's
figures are those of the pipeline as it stands. The probabilities of the classifier of counts are those of five folds:
each document is judged by weights trained without it. Needs scikit-learn.
"""

from __future__ import annotations

import csv
import sys
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
from sklearn.isotonic import IsotonicRegression

import extractor
from extractor.evaluation.gold import Gold, read_gold
from extractor.evaluation.same import edtf, money, same_count, same_institution, same_person
from extractor.facts.participants.component import FROM

sys.path.insert(0, str(Path(__file__).parent / "roles"))
from train import collect, held_out

TABLE = Path(extractor.__file__).parent / "lexicon" / "confidence.csv"
HEADER = """\
# How often the facts of a rule (or of a whole kind) were right; "KIND@P" are the facts to which a classifier gave a
# probability of at least P. Source: written by models/calibrate.py on annotated press releases.
"""
#: Steps of the classifier's probability hold at least this many counts.
LEAST_IN_STEP = 40

Row = dict[str, Any]
#: Kind of the table, key of the annotation, and whether an annotated fact and a row are the same.
SAME: dict[str, tuple[str, Callable[[Row, Row], bool]]] = {
    "date": ("dates", lambda g, r: edtf(g["edtf"]) == edtf(r["value"])),
    "person": ("people", same_person),
    "institution": ("institutions", same_institution),
    "participants": ("participants", same_count),
    "municipality": ("municipalities", lambda g, r: bool(g["code"] == r["municipality_code"])),
    "budget": ("budgets", lambda g, r: money(g) == money(r)),
}


def judged(gold: Gold, rows: list[Row]) -> Iterator[tuple[Row, bool]]:
    """Each fact of a document once, with whether it is annotated; an annotated fact is used up by its first match."""
    for kind, (key, same) in SAME.items():
        left, seen = list(gold[key]), set()
        for row in (r for r in rows if r["kind"] == kind):
            identity = (row["value"], row["municipality_code"] if kind == "municipality" else row["count_of"])
            if identity in seen:
                continue
            seen.add(identity)
            match = next((g for g in left if same(g, row)), None)
            if match is not None:
                left.remove(match)
            yield row, match is not None


def rows_of(doc: Any) -> list[Row]:
    """The facts of a document with the columns that decide whether two are the same."""
    return [
        {
            "kind": fact.kind,
            "value": fact.value,
            "rule": fact.rule,
            "person": getattr(fact, "name", None),
            "institution": getattr(fact, "name", None),
            "acronym": getattr(fact, "acronym", None),
            "count_min": getattr(fact, "minimum", None),
            "count_max": getattr(fact, "maximum", None),
            "count_of": getattr(fact, "of", None),
            "municipality_code": getattr(fact, "code", None),
            "amount_min": getattr(fact, "minimum", None),
            "amount_max": getattr(fact, "maximum", None),
            "currency": getattr(fact, "currency", None),
        }
        for fact in doc._.facts
    ]


def steps(folders: list[Path]) -> Iterator[tuple[str, int, int]]:
    """Rising steps of the probability of a count, with how many counts in each take part."""
    examples = collect(folders, ["participants"])["participants"]
    labels, probabilities = held_out("participants", examples)
    right = labels == "yes"
    taken = probabilities >= FROM
    fitted = IsotonicRegression(out_of_bounds="clip").fit_transform(probabilities[taken], right[taken])
    order = np.argsort(probabilities[taken], kind="stable")
    start, seen, hits = FROM, 0, 0
    for place, i in enumerate(order):
        following = order[place + 1] if place + 1 < len(order) else None
        seen, hits = seen + 1, hits + int(right[taken][i])
        rest = len(order) - place - 1
        rises = following is not None and fitted[following] > fitted[i]
        if rises and seen >= LEAST_IN_STEP and rest >= LEAST_IN_STEP:
            yield f"participants@{start:.3f}", hits, seen
            start, seen, hits = float(probabilities[taken][following]), 0, 0
    yield f"participants@{start:.3f}", hits, seen


def calibrate(folders: list[Path]) -> None:
    """Write ``lexicon/confidence.csv`` from the annotated documents in `folders`."""
    nlp = extractor.load()
    right: Counter[str] = Counter()
    seen: Counter[str] = Counter()
    for gold in (g for folder in folders for g in read_gold(folder)):
        doc = nlp.make_doc(gold["text"])
        doc._.published = gold["published"]
        for row, hit in judged(gold, rows_of(nlp(doc))):
            for name in (row["rule"], row["rule"].partition(".")[0]):
                seen[name] += 1
                right[name] += hit
    counts = list(steps(folders))  # the classifier has learnt from these documents: only its folds are honest
    measured = {name: (right[name], seen[name]) for name in seen if not name.startswith("participants")}
    measured["participants"] = (sum(hits for _, hits, _ in counts), sum(count for _, _, count in counts))
    lines = [f"{name},{hits},{count}" for name, (hits, count) in sorted(measured.items())]
    lines += [f"{name},{hits},{count}" for name, hits, count in counts]
    TABLE.write_text(HEADER + "rule,right,seen\n" + "\n".join(lines) + "\n", encoding="utf-8")


def report(gold_folder: Path, run: Path) -> Iterator[str]:
    """The reliability of the confidences of a run: facts by tenths, and the expected calibration error."""
    with (run / "facts.csv").open(encoding="utf-8", newline="") as handle:
        by_document: dict[str, list[Row]] = defaultdict(list)
        for row in csv.DictReader(handle):
            by_document[row["doc_id"]].append(row)
    found = [pair for gold in read_gold(gold_folder) for pair in judged(gold, by_document[gold["doc_id"]])]
    confidences = np.array([float(row["confidence"]) for row, _ in found])
    right = np.array([hit for _, hit in found], dtype=float)
    kinds = np.array([row["kind"] for row, _ in found])
    edges = [0.0, 0.5, 0.6, 0.7, 0.8, 0.85, 0.9, 0.95, 1.01]
    yield "| confidence | facts | mean confidence | right | |"
    yield "| --- | ---: | ---: | ---: | --- |"
    for low, high in pairwise(edges):
        inside = (confidences >= low) & (confidences < high)
        if inside.any():
            share = right[inside].mean()
            bar = "█" * round(20 * share)
            cells = f"{inside.sum()} | {confidences[inside].mean():.3f} | {share:.3f} | {bar}"
            yield f"| {low:.2f} to {min(high, 1):.2f} | {cells} |"
    yield ""
    yield f"Expected calibration error over {len(found)} facts: {error(confidences, right):.3f}."
    each = [f"{kind} {error(confidences[kinds == kind], right[kinds == kind]):.3f}" for kind in SAME if kind in kinds]
    yield f"By kind: {', '.join(each)}."


def error(confidences: np.ndarray, right: np.ndarray) -> float:
    """Expected calibration error over ten equal steps of confidence (Naeini and others, 2015)."""
    step = np.minimum((confidences * 10).astype(int), 9)
    gaps = [(step == i).sum() * abs(confidences[step == i].mean() - right[step == i].mean()) for i in np.unique(step)]
    return float(sum(gaps) / max(1, len(right)))


def main() -> None:
    if sys.argv[1] == "--report":
        print("\n".join(report(Path(sys.argv[2]), Path(sys.argv[3]))))
    else:
        calibrate([Path(folder) for folder in sys.argv[1].split(",")])


if __name__ == "__main__":
    main()
