"""The project's scorer: a perfect table scores 1, and each slip costs what the guideline says."""

from __future__ import annotations

import csv
import json
import subprocess
import sys
from pathlib import Path

import pytest

from extractor.evaluation.gold import GoldError, read_gold, write_input
from extractor.evaluation.score import macro_f1, score_run
from extractor.tables.schema import FACTS

TEXT = "Меню\nКметът на Сливен Иван Петров откри форума на 5 май 2023 г. пред 30 деца. НСОРБ даде 100 лв."
GOLD = {
    "doc_id": "a",
    "origin": "written",
    "published": None,
    "text": TEXT,
    "boilerplate": ["Меню"],
    "dates": [{"text": "5 май 2023 г.", "edtf": "2023-05-05", "role": "event"}],
    "people": [
        {
            "name": "Иван Петров",
            "title": None,
            "surfaces": ["Иван Петров"],
            "roles": [{"role": "кмет", "unit": None, "org": "Община Сливен"}],
        }
    ],
    "institutions": [{"name": "НСОРБ", "aliases": [], "type": "association"}],
    "locations": ["Сливен"],
    "participants": [{"text": "30 деца", "min": 30, "max": 30, "approx": False, "of": "дете"}],
    "municipalities": [{"name": "Сливен", "code": "SLV20", "basis": "municipality", "text": "Кметът на Сливен"}],
    "budgets": [{"text": "100 лв.", "min": 100, "max": 100, "currency": "BGN", "role": "other"}],
}
ROWS = [
    {"kind": "date", "text": "5 май 2023 г.", "value": "2023-05-05", "date_role": "event"},
    {"kind": "person", "text": "Иван Петров", "person": "Иван Петров", "role": "кмет", "org": "Община Сливен"},
    {"kind": "institution", "text": "НСОРБ", "institution": "НСОРБ"},
    {"kind": "participants", "text": "30 деца", "count_min": 30, "count_max": 30, "count_of": "дете"},
    {"kind": "municipality", "text": "Сливен", "municipality": "Сливен", "municipality_code": "SLV20"},
    {"kind": "budget", "text": "100 лв.", "amount_min": "100.00", "amount_max": "100.00", "currency": "BGN",
     "amount_role": "other"},
]  # fmt: skip


def tables(folder: Path, rows: list[dict[str, object]], furniture: list[dict[str, int]]) -> tuple[Path, Path]:
    gold, run = folder / "gold", folder / "run"
    gold.mkdir()
    run.mkdir()
    (gold / "a.json").write_text(json.dumps(GOLD), encoding="utf-8")
    with (run / "facts.csv").open("w", encoding="utf-8", newline="") as handle:
        writer = csv.DictWriter(handle, [column.name for column in FACTS])
        writer.writeheader()
        for row in rows:
            start = TEXT.index(str(row["text"]))
            writer.writerow({"doc_id": "a", "start": start, "end": start + len(str(row["text"])), **row})
    with (run / "documents.csv").open("w", encoding="utf-8", newline="") as handle:
        writer = csv.DictWriter(handle, ["doc_id", "boilerplate"])
        writer.writeheader()
        writer.writerow({"doc_id": "a", "boilerplate": json.dumps(furniture)})
    return gold, run


def test_a_perfect_table_scores_one(tmp_path: Path) -> None:
    tallies = score_run(*tables(tmp_path, ROWS, [{"start": 0, "end": 4}]))
    assert macro_f1(tallies) == 1.0
    assert all(tally.f1 == 1.0 for tally in tallies.values())


def test_a_run_over_other_documents_is_no_score_of_zero(tmp_path: Path) -> None:
    gold, run = tables(tmp_path, ROWS, [])
    (run / "documents.csv").write_text("doc_id,boilerplate\nb,[]\n", encoding="utf-8")
    with pytest.raises(GoldError, match="none of the 1 annotated documents"):
        score_run(gold, run)


SLIPS = [
    ({"kind": "date", "value": "2023-05-06"}, "dates", 0.0),
    ({"kind": "date", "date_role": "deadline"}, "dates.role", 0.0),
    ({"kind": "person", "person": "Петров"}, "people", 0.0),
    ({"kind": "person", "role": "заместник-кмет"}, "people.role", 0.0),
    ({"kind": "person", "org": "Община Русе"}, "people.role.org", 0.0),
    ({"kind": "person", "org": "Община „Сливен“"}, "people.role.org", 1.0),
    ({"kind": "institution", "institution": "Друга", "acronym": "НСОРБ"}, "institutions", 1.0),
    ({"kind": "participants", "count_max": ""}, "participants", 0.0),
    ({"kind": "participants", "count_of": "участник"}, "participants.of", 0.0),
    ({"kind": "municipality", "municipality_code": "RSE27"}, "municipalities", 0.0),
    ({"kind": "budget", "currency": "EUR"}, "budgets", 0.0),
    ({"kind": "date", "text": "форума"}, "provenance", 1.0),
]


@pytest.mark.parametrize(("slip", "kind", "f1"), SLIPS)
def test_each_slip_costs_what_it_should(tmp_path: Path, slip: dict[str, str], kind: str, f1: float) -> None:
    rows = [{**row, **slip} if row["kind"] == slip["kind"] else row for row in ROWS]
    tallies = score_run(*tables(tmp_path, rows, [{"start": 0, "end": 4}]))
    assert tallies[kind].f1 == pytest.approx(f1)


def test_a_cut_line_of_content_and_a_kept_menu_are_told(tmp_path: Path) -> None:
    tally = score_run(*tables(tmp_path, ROWS, [{"start": 5, "end": len(TEXT)}]))["boilerplate"]
    assert (tally.hit, tally.missed, tally.extra) == (0, 1, 1)


def test_gold_becomes_an_input_folder(tmp_path: Path) -> None:
    write_input([GOLD], tmp_path / "in")
    assert (tmp_path / "in" / "a.txt").read_text(encoding="utf-8") == TEXT
    assert (tmp_path / "in" / "metadata.csv").read_text(encoding="utf-8").splitlines()[1] == "a,"


def test_unreadable_gold_is_one_line(tmp_path: Path) -> None:
    with pytest.raises(GoldError, match="no annotated documents"):
        read_gold(tmp_path)
    (tmp_path / "a.json").write_text("{", encoding="utf-8")
    with pytest.raises(GoldError, match=r"a\.json"):
        read_gold(tmp_path)


def test_command_prints_the_figures(tmp_path: Path) -> None:
    gold, run = tables(tmp_path, ROWS, [])
    command = [sys.executable, "-m", "extractor", "evaluate", str(gold), str(run)]
    done = subprocess.run([*command, "--json"], capture_output=True, text=True, timeout=120, check=True)
    assert json.loads(done.stdout)["macro"]["f1"] == 1.0
    done = subprocess.run(
        [*command, "--misses", "boilerplate"], capture_output=True, text=True, timeout=120, check=True
    )
    assert done.stdout == "a\tmissed\tМеню\n"


def test_same_figures_as_the_shared_scorer(tmp_path: Path, shared: Path) -> None:
    gold, run = tables(tmp_path, ROWS[:4], [])
    command = [sys.executable, str(shared / "gold" / "score.py"), "score", str(gold), str(run), "--json"]
    theirs = json.loads(subprocess.run(command, capture_output=True, text=True, check=True).stdout)
    tallies = score_run(gold, run)
    assert {kind: tally.figures() for kind, tally in tallies.items()} == {
        k: v for k, v in theirs.items() if k != "macro"
    }
    assert round(macro_f1(tallies), 4) == theirs["macro"]["f1"]
