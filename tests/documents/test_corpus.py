"""The corpus that ships: its files belong together, and a run over it is as right as it was."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any

from extractor.evaluation.gold import read_gold
from extractor.evaluation.score import score_run
from extractor.lexicon.register import municipalities
from extractor.running.run import RunOptions, run

CORPUS = Path(__file__).parent.parent.parent / "corpus"
ANNOTATIONS = CORPUS / "annotations"

#: F1 that a change must not fall below. The models learnt from this corpus too, so these guard
#: against breakage; how right the extractor is on unseen documents stands in the README.
FLOORS = {
    "dates": 0.90,
    "people": 0.94,
    "people.role": 0.70,
    "people.role.org": 0.60,
    "institutions": 0.78,
    "participants": 0.82,
    "municipalities": 0.94,
    "budgets": 0.95,
    "boilerplate": 0.90,
}


def test_a_run_over_the_corpus_is_as_right_as_it_was(tmp_path: Path, engine: dict[str, Any]) -> None:
    summary = run(RunOptions(folder=str(CORPUS), out=str(tmp_path), load=engine))
    assert not summary.errors
    tallies = score_run(ANNOTATIONS, tmp_path)
    fallen = {kind: round(tallies[kind].f1, 3) for kind, floor in FLOORS.items() if tallies[kind].f1 < floor}
    assert not fallen
    assert tallies["provenance"].f1 == 1.0


def test_every_text_has_its_annotation_and_its_line_of_metadata() -> None:
    texts = {file.stem: file.read_text(encoding="utf-8") for file in CORPUS.glob("*.txt")}
    assert len(texts) >= 100
    annotated = {gold["doc_id"]: gold["text"] for gold in read_gold(ANNOTATIONS)}
    assert annotated == texts
    with (CORPUS / "metadata.csv").open(encoding="utf-8", newline="") as handle:
        assert {row["doc_id"] for row in csv.DictReader(handle)} == set(texts)


def test_annotations_quote_their_text_and_the_register() -> None:
    names = {(m.code, m.name) for m in municipalities().values()}
    for gold in read_gold(ANNOTATIONS):
        text = gold["text"]
        lines = {line.strip() for line in text.splitlines()}
        assert {line.strip() for line in gold["boilerplate"]} <= lines, gold["doc_id"]
        for kind in ("dates", "participants", "municipalities", "budgets"):
            assert all(fact["text"] in text for fact in gold[kind]), gold["doc_id"]
        assert all(surface in text for person in gold["people"] for surface in person["surfaces"]), gold["doc_id"]
        assert all((fact["code"], fact["name"]) in names for fact in gold["municipalities"]), gold["doc_id"]
