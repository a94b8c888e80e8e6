"""The output opens in the tools that analysts have, with every value as it was."""

from __future__ import annotations

import csv
from decimal import Decimal
from pathlib import Path

import pandas as pd
import pyarrow.parquet as pq
import pytest
from typer.testing import CliRunner

from extractor.commands import app
from extractor.tables.schema import FACTS, KINDS

ARTICLES = {
    "a": "Кметът на Сливен Иван Петров откри форума на 5 май 2023 г. Проектът е за 176 614,69 лв.",
    "b": "На 6 юни 2022 г. в Русе 25 деца получиха награди. Общо 1 200 лв. даде Община Русе.",
    "=c": "-1+2\nТова е кратко съобщение от 7 юли 2021 г., в което е дадена сумата от 100 лв.",
}


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder, out = tmp_path_factory.mktemp("in"), tmp_path_factory.mktemp("out")
    for name, text in ARTICLES.items():
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    options = ["--format", "xlsx", "--wide", "--split", "--keep-text", "--quiet"]
    done = CliRunner().invoke(app, ["run", str(folder), "-o", str(out), *options])
    assert done.exit_code == 0, done.output
    return out


def test_pandas(out: Path) -> None:
    frame = pd.read_parquet(out / "facts.parquet")
    assert list(frame.columns) == [column.name for column in FACTS]
    sums = frame.loc[(frame["doc_id"] == "a") & (frame["kind"] == "budget"), "amount_min"]
    assert list(sums) == [Decimal("176614.69")]


def test_polars(out: Path) -> None:
    polars = pytest.importorskip("polars")
    frame = polars.read_parquet(out / "facts.parquet")
    assert frame.filter(polars.col("kind") == "budget")["amount_min"].max() == Decimal("176614.69")


def test_duckdb(out: Path) -> None:
    duckdb = pytest.importorskip("duckdb")
    query = f"SELECT doc_id, sum(amount_min) FROM '{out}/facts.parquet' WHERE kind = 'budget' GROUP BY 1 ORDER BY 1"
    totals = dict(duckdb.sql(query).fetchall())
    assert totals["a"] == Decimal("176614.69")


def test_frictionless(out: Path) -> None:
    frictionless = pytest.importorskip("frictionless")
    report = frictionless.validate(str(out / "datapackage.json"), type="package")
    assert report.valid, report.flatten(["title", "note"])


def test_csv_and_parquet_hold_the_same(out: Path) -> None:
    with (out / "facts.csv").open(encoding="utf-8", newline="") as handle:
        rows = list(csv.DictReader(handle))
    table = pq.read_table(out / "facts.parquet").to_pylist()
    assert [row["value"] for row in rows] == [row["value"] for row in table]
    for row, same in zip(rows, table, strict=True):
        assert (Decimal(row["amount_min"]) if row["amount_min"] else None) == same["amount_min"]
        assert (row["date_start"] or None) == (same["date_start"] and same["date_start"].isoformat())


def test_formulas_are_defused_in_csv_and_whole_in_parquet(out: Path) -> None:
    with (out / "documents.csv").open(encoding="utf-8", newline="") as handle:
        rows = list(csv.DictReader(handle))
    assert not any(cell.startswith(("=", "+", "-", "@")) for row in rows for cell in row.values())
    assert "=c" in pq.read_table(out / "documents.parquet")["doc_id"].to_pylist()


def test_workbook_has_a_sheet_for_each_kind(out: Path) -> None:
    openpyxl = pytest.importorskip("openpyxl")
    book = openpyxl.load_workbook(out / "facts.xlsx")
    assert book.sheetnames == ["documents", *KINDS]
    header, first, *_ = book["budget"].iter_rows(values_only=True)
    row = dict(zip(header, first, strict=True))
    assert (row["doc_id"], row["currency"]) == ("=c", "BGN")
    assert all(cell.data_type != "f" for sheet in book for line in sheet.iter_rows() for cell in line)


def test_wide_has_one_row_per_document(out: Path) -> None:
    wide = pd.read_csv(out / "wide.csv")
    assert len(wide) == len(ARTICLES)
    assert "2023-05-05" in wide.set_index("doc_id").loc["a", "date"]


def test_split_tables_add_up_to_the_facts(out: Path) -> None:
    facts = pd.read_parquet(out / "facts.parquet")
    parts = {kind: pd.read_parquet(out / f"facts-{kind}.parquet") for kind in KINDS}
    assert sum(map(len, parts.values())) == len(facts)
    assert "amount_min" in parts["budget"] and "amount_min" not in parts["date"]


def test_kept_texts_hold_every_offset(out: Path) -> None:
    texts = {row["doc_id"]: row["text"] for row in pq.read_table(out / "texts.parquet").to_pylist()}
    for row in pq.read_table(out / "facts.parquet").to_pylist():
        assert texts[row["doc_id"]][row["start"] : row["end"]] == row["text"]


def test_excel_with_bulgarian_settings(tmp_path: Path) -> None:
    folder, out = tmp_path / "in", tmp_path / "out"
    folder.mkdir()
    (folder / "a.txt").write_text(ARTICLES["a"], encoding="utf-8")
    done = CliRunner().invoke(app, ["run", str(folder), "-o", str(out), "--csv-dialect", "excel-bg", "--quiet"])
    assert done.exit_code == 0, done.output
    raw = (out / "facts.csv").read_bytes()
    assert raw.startswith(b"\xef\xbb\xbf")
    frame = pd.read_csv(out / "facts.csv", sep=";", decimal=",", encoding="utf-8-sig")
    assert list(frame.columns) == [column.name for column in FACTS]
    assert frame["amount_min"].max() == 176614.69
    assert b"176614,69" in raw
