"""``metadata.csv`` beside the documents: ``doc_id``, ``published``, and whatever else the analyst knows."""

from __future__ import annotations

import csv
import io

from extractor.reading.document import ReadingError
from extractor.reading.encoding import decode

FILE_NAME = "metadata.csv"


def parse_metadata(raw: bytes) -> dict[str, dict[str, str]]:
    """Rows of a metadata file by `doc_id`; the columns may stand in any order, `,` or `;` between them.

    Raises ReadingError where the file has no `doc_id` column, names a document twice, or
    is no table.
    """
    text, _ = decode(raw)
    header = text.split("\n", 1)[0]
    delimiter = ";" if header.count(";") > header.count(",") else ","
    reader = csv.DictReader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    rows: dict[str, dict[str, str]] = {}
    try:
        if "doc_id" not in (reader.fieldnames or []):
            raise ReadingError(f"{FILE_NAME} has no column doc_id; its first line must name the columns")
        for row in reader:
            doc_id = (row.pop("doc_id") or "").strip()
            if None in row:
                raise ReadingError(f"{FILE_NAME} line {reader.line_num} has more cells than the header")
            if doc_id in rows:
                raise ReadingError(f"{FILE_NAME} line {reader.line_num} names {doc_id!r} a second time")
            rows[doc_id] = {name: (value or "").strip() for name, value in row.items()}
    except csv.Error as error:
        raise ReadingError(f"{FILE_NAME} line {reader.line_num} is broken: {error}") from error
    return rows
