"""Read back the tables of a run."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from extractor.tables.schema import DOCUMENTS, FACTS, TEXTS, Column

Row = dict[str, Any]


class ReportError(Exception):
    """No report can be made. One line: what is wrong, and what to do about it."""


@dataclass(frozen=True, slots=True)
class Tables:
    """What a run wrote, row by row; `texts` maps doc_id to the decoded source, None without ``--keep-text``."""

    facts: list[Row]
    documents: list[Row]
    texts: dict[str, str] | None


def read_tables(out: Path) -> Tables:
    """The tables in the folder `out`. Raises ReportError where they are missing or cannot be read."""
    if not out.is_dir():
        raise ReportError(f"{out}: no such folder; give the folder that `extractor run -o` wrote")
    facts = _rows(out / "facts.parquet", FACTS)
    documents = _rows(out / "documents.parquet", DOCUMENTS)
    known = {row["doc_id"] for row in documents}
    if any(row["doc_id"] not in known for row in facts):
        raise ReportError(f"{out}: facts.parquet and documents.parquet are of different runs; run again")
    texts = out / "texts.parquet"
    if not texts.exists():
        return Tables(facts, documents, None)
    return Tables(facts, documents, {row["doc_id"]: row["text"] for row in _rows(texts, TEXTS)})


def _rows(path: Path, columns: tuple[Column, ...]) -> list[Row]:
    """The rows of a Parquet file, with `columns` and no others."""
    if not path.exists():
        raise ReportError(f"{path}: no such table; give the folder that `extractor run -o` wrote")
    try:
        table = pq.read_table(path, partitioning=None)
    except (pa.ArrowException, OSError) as error:
        reason = str(error).splitlines()[0] if str(error) else type(error).__name__
        raise ReportError(f"{path}: cannot be read ({reason}); run again with --fresh") from error
    missing = [column.name for column in columns if column.name not in table.column_names]
    if missing:
        raise ReportError(f"{path}: has no column {missing[0]}; it was written by another version, run again")
    rows: list[Row] = table.select([column.name for column in columns]).to_pylist()
    return rows
