"""``extractor report``: one page from a run's tables, and one clear line where there are none."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from typer.testing import CliRunner

from extractor.commands import app
from extractor.tables.schema import DOCUMENTS, FACTS, arrow_schema


def invoke(*args: str | Path, code: int = 0) -> str:
    """What a command says; it has to end with `code`."""
    done = CliRunner().invoke(app, [*map(str, args)], env={"COLUMNS": "200"})
    assert done.exit_code == code, done.output
    return done.output


def data_of(out: Path) -> dict[str, Any]:
    """The data that the page carries."""
    html = (out / "report.html").read_text(encoding="utf-8")
    found = re.search(r'<script type="application/json" id="data">([^<]*)</script>', html)
    assert found
    data: dict[str, Any] = json.loads(found[1])
    return data


@pytest.fixture
def copy(out: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(out, tmp_path / "copy"))


def test_the_page_is_one_file_that_loads_nothing(out: Path) -> None:
    html = (out / "report.html").read_text(encoding="utf-8")
    assert "default-src 'none'" in html
    assert not re.search(r"<(?:link|img|iframe|script[^>]*\ssrc)\b", html)


def test_documents_cannot_end_the_script(out: Path, folder: Path) -> None:
    html = (out / "report.html").read_text(encoding="utf-8")
    assert html.count("</script>") == 2
    hostile = (folder / "hostile.txt").read_text(encoding="utf-8")
    assert "</script>" in hostile and hostile in [text for text, _ in data_of(out)["articles"]]


def test_stretches_cover_each_article_and_show_the_facts_own_characters(out: Path) -> None:
    data = data_of(out)
    of_document = [[fact for fact in data["facts"] if fact[0] == n] for n in range(len(data["documents"]))]
    start = 2 + data["columns"]["date"].index("start")
    for (text, cut), facts in zip(data["articles"], of_document, strict=True):
        assert sum(length for length, *_ in cut) == len(text)
        at = 0
        first: dict[int, int] = {}
        for length, _, *rows in cut:
            for row in rows:
                first.setdefault(row, at)
            at += length
        assert first == {row: fact[start] for row, fact in enumerate(facts)}


def test_without_texts_the_report_shows_sentences_and_says_how_to_get_articles(copy: Path) -> None:
    (copy / "texts.parquet").unlink()
    assert "--keep-text" in invoke("report", copy)
    shown = "\n".join(text for text, _ in data_of(copy)["articles"])
    assert "Проектът на Община Сливен е за 176 614,69 лв." in shown and "Контакти" not in shown


def test_sentences_mark_each_mention_at_its_own_place() -> None:
    from extractor.viewing.report.payload import payload
    from extractor.viewing.report.tables import Tables

    blank = dict.fromkeys(column.name for column in FACTS)
    shared = {**blank, "doc_id": "a", "kind": "budget", "text": "5 лв.", "value": "x", "sentence": "По 5 лв. и 5 лв."}
    facts = [{**shared, "start": start, "end": start + 5} for start in (3, 3, 11)]
    documents = [{**dict.fromkeys(column.name for column in DOCUMENTS), "doc_id": "a"}]
    [[text, cut]] = payload(Tables(facts, documents, None))["articles"]
    assert text == "По 5 лв. и 5 лв."
    assert cut == [[3, -1], [5, 5, 0, 1], [3, -1], [5, 5, 2]]


def test_empty_tables_give_a_report(tmp_path: Path) -> None:
    for name, columns in (("facts", FACTS), ("documents", DOCUMENTS)):
        pq.write_table(arrow_schema(columns).empty_table(), tmp_path / f"{name}.parquet")
    invoke("report", tmp_path)
    assert data_of(tmp_path)["documents"] == []


def said_in_one_line(output: str) -> str:
    assert output.startswith("extractor: ") and output.count("\n") == 1
    return output


def test_a_missing_folder_is_told(tmp_path: Path) -> None:
    assert "no such folder" in said_in_one_line(invoke("report", tmp_path / "nowhere", code=2))


def test_a_folder_without_tables_is_told(tmp_path: Path) -> None:
    assert "facts.parquet" in said_in_one_line(invoke("report", tmp_path, code=2))


@pytest.mark.parametrize("content", [b"", b"PAR1 no more PAR1", b"\x00" * 100])
@pytest.mark.parametrize("name", ["facts", "documents", "texts"])
def test_a_damaged_table_is_told(copy: Path, name: str, content: bytes) -> None:
    (copy / f"{name}.parquet").write_bytes(content)
    assert f"{name}.parquet: cannot be read" in said_in_one_line(invoke("report", copy, code=2))


def test_a_table_of_another_make_is_told(copy: Path) -> None:
    pq.write_table(pa.table({"doc_id": ["a"]}), copy / "facts.parquet")
    assert "has no column" in said_in_one_line(invoke("report", copy, code=2))


def test_a_report_that_cannot_be_written_is_told(copy: Path) -> None:
    (copy / "report.html").unlink()
    (copy / "report.html").mkdir()
    assert "cannot be written" in said_in_one_line(invoke("report", copy, code=2))
