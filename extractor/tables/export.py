"""Other shapes of the same tables, for analysts who live in spreadsheets: one row a document, one table
a kind, a workbook, a CSV that Excel with Bulgarian settings opens by a double click."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from extractor.tables.schema import FACTS, KINDS, arrow_schema
from extractor.tables.write import csv_table, read_groups, what_to_do, whole_file, write_csv, write_parquet

_SHEET_ROWS = 1_048_575  # of an XLSX sheet, without the header
_JOINT = "; "  # between the values of one kind in the wide table

#: The columns of each kind in a table of its own: the shared ones and those filled in for the kind.
_SHARED = ("doc_id", "fact_id", "value", "text", "start", "end", "sentence", "confidence", "rule")
_OWN = {
    "date": ("date_start", "date_end", "date_role"),
    "person": ("person", "title", "role", "unit", "org"),
    "institution": ("institution", "acronym", "institution_type"),
    "participants": ("count_min", "count_max", "count_approx", "count_of"),
    "municipality": ("municipality", "municipality_code", "district", "nuts3", "basis"),
    "budget": ("amount_min", "amount_max", "currency", "amount_eur", "amount_role"),
}


class ExportError(Exception):
    """A table cannot be exported. One line: what is wrong, and what to do about it."""


class Dialect(StrEnum):
    """How CSV is written. `excel_bg`: semicolons, decimal commas and a byte order mark."""

    standard = "standard"
    excel_bg = "excel-bg"


@dataclass(frozen=True, slots=True, kw_only=True)
class Exports:
    """Which shapes to write beside the two tables."""

    wide: bool = False  # wide.parquet and wide.csv: one row per document
    split: bool = False  # facts-KIND.parquet and facts-KIND.csv
    xlsx: bool = False  # facts.xlsx: a sheet for each kind
    dialect: Dialect = Dialect.standard


def export(out: Path, exports: Exports) -> None:
    """Write the shapes asked for from the Parquet tables in `out`. Raises ExportError."""
    try:
        if exports.wide:
            wide = _wide(out)
            write_parquet(out / "wide.parquet", [wide], wide.schema)
            write_csv(out / "wide.csv", [wide], wide.schema)
        if exports.split:
            for kind in KINDS:
                write_parquet(out / f"facts-{kind}.parquet", _of_kind(out, kind), _schema_of(kind))
                write_csv(out / f"facts-{kind}.csv", _of_kind(out, kind), _schema_of(kind))
        if exports.xlsx:
            _write_workbook(out)
        if exports.dialect is Dialect.excel_bg:
            for file in sorted(out.glob("*.csv")):
                _write_excel_csv(out, file)
    except OSError as error:
        raise ExportError(f"{out}: {what_to_do(error)}") from error


def left_over(out: Path, exports: Exports) -> list[str]:
    """Names of exports that an earlier run left in `out` and these `exports` do not write again."""
    shapes = [
        (exports.wide, ["wide.parquet", "wide.csv"]),
        (exports.split, [f"facts-{kind}.{ending}" for kind in KINDS for ending in ("parquet", "csv")]),
        (exports.xlsx, ["facts.xlsx"]),
    ]
    return [name for asked, names in shapes if not asked for name in names if (out / name).exists()]


def _schema_of(kind: str) -> pa.Schema:
    columns = {column.name: column for column in FACTS}
    return arrow_schema(tuple(columns[name] for name in (*_SHARED, *_OWN[kind], "n_mentions")))


def _of_kind(out: Path, kind: str) -> Iterator[pa.Table]:
    schema = _schema_of(kind)
    for table in read_groups(out / "facts.parquet"):
        yield table.filter(pc.equal(table["kind"].cast(pa.string()), kind)).select(schema.names).cast(schema)


def _wide(out: Path) -> pa.Table:
    """One row per document: its metadata, and the values of each kind joined with "; "."""
    documents = pq.read_table(out / "documents.parquet")
    values: dict[tuple[str, str], list[str]] = {}
    counts: dict[tuple[str, str], int] = {}
    for table in read_groups(out / "facts.parquet"):
        for doc_id, kind, value in zip(*(table[c].to_pylist() for c in ("doc_id", "kind", "value")), strict=True):
            known = values.setdefault((doc_id, kind), [])
            if value not in known:
                known.append(value)
                counts[doc_id, kind] = counts.get((doc_id, kind), 0) + 1
    doc_ids = documents["doc_id"].to_pylist()
    wide = documents.drop_columns(["boilerplate"])
    for kind in KINDS:
        cells = [_JOINT.join(values.get((doc_id, kind), [])) or None for doc_id in doc_ids]
        wide = wide.append_column(kind, pa.array(cells, pa.string()))
        wide = wide.append_column(f"n_{kind}", pa.array([counts.get((d, kind), 0) for d in doc_ids], pa.int64()))
    return wide


def _write_workbook(out: Path) -> None:
    try:
        import xlsxwriter
    except ImportError as error:
        raise ExportError("XLSX needs an extra: pip install 'bg-press-extractor[formats]'") from error
    with whole_file(out / "facts.xlsx") as temporary:
        # Strings stay strings: no formula, link or number is made of what a document says.
        settings = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
        workbook = xlsxwriter.Workbook(str(temporary), settings)
        bold = workbook.add_format({"bold": True})
        formats = {"date": workbook.add_format({"num_format": "yyyy-mm-dd"})}
        _write_sheet(workbook.add_worksheet("documents"), _documents_for_sheet(out), bold, formats)
        for kind in KINDS:
            _write_sheet(workbook.add_worksheet(kind), _of_kind(out, kind), bold, formats)
        workbook.close()


def _documents_for_sheet(out: Path) -> Iterator[pa.Table]:
    for table in read_groups(out / "documents.parquet"):
        yield table.drop_columns(["boilerplate"])


def _write_sheet(sheet: Any, tables: Iterator[pa.Table], bold: Any, formats: dict[str, Any]) -> None:
    import datetime as dt

    row = 0
    for table in tables:
        if row == 0:
            for at, name in enumerate(table.column_names):
                sheet.write_string(0, at, name, bold)
            sheet.freeze_panes(1, 1)
        for cells in zip(*(column.to_pylist() for column in table.columns), strict=True):
            row += 1
            if row > _SHEET_ROWS:
                raise ExportError(f"more than {_SHEET_ROWS} rows in a sheet; use the CSV or Parquet tables")
            for at, cell in enumerate(cells):
                if isinstance(cell, dt.date):
                    sheet.write_datetime(row, at, cell, formats["date"])
                elif isinstance(cell, str):
                    sheet.write_string(row, at, cell[:32_767])  # the most a cell holds
                elif cell is not None:
                    sheet.write(row, at, cell)
    if row == 0:
        sheet.write_string(0, 0, "nothing found", bold)


def _write_excel_csv(out: Path, file: Path) -> None:
    """Write a CSV again with `;`, decimal commas and a byte order mark, from its Parquet twin."""
    source = out / f"{file.stem}.parquet"
    if not source.exists():
        return
    header = True
    with whole_file(file) as temporary, temporary.open("w", encoding="utf-8-sig", newline="") as handle:
        for table in read_groups(source):
            frame = csv_table(table).to_pandas()
            for name, column in zip(table.column_names, table.columns, strict=True):
                if pa.types.is_decimal(column.type):
                    frame[name] = [None if v is None else str(v).replace(".", ",") for v in column.to_pylist()]
                elif pa.types.is_integer(column.type):  # pandas would make floats of integers beside nulls
                    frame[name] = [None if v is None else str(v) for v in column.to_pylist()]
            frame.to_csv(handle, sep=";", decimal=",", index=False, header=header)
            header = False
        if header:
            handle.write(";".join(pq.read_schema(source).names) + "\n")
