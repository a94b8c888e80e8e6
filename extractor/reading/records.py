"""Tables of documents: JSON lines, CSV and Parquet, a document a record."""

from __future__ import annotations

import codecs
import csv
import io
import json
from collections.abc import Iterable, Iterator
from itertools import chain
from typing import IO, Any

from extractor.reading.document import Columns, RawInput, ReadingError
from extractor.reading.encoding import decode, is_utf16

Record = dict[str, Any]
#: A record, or what is wrong with it, and the encoding it was read from.
Read = tuple[Record | ReadingError, str | None]

csv.field_size_limit(1 << 30)


def read_records(handle: IO[bytes], path: str, format: str, columns: Columns) -> Iterator[RawInput]:
    """Each record as an input; records without text or with a broken line become inputs with an error.

    A record's `doc_id` is its id, else the file's path without extension, "#" and its number from 1.
    Raises ReadingError where the file as a whole is no table with a text column.
    """
    stem = path.rsplit(".", 1)[0]
    records = {"jsonl": _jsonl, "csv": _csv, "parquet": _parquet}[format](handle, columns)
    for number, (record, encoding) in enumerate(records, start=1):
        if isinstance(record, ReadingError):
            yield RawInput(doc_id=f"{stem}#{number}", path=path, format=format, error=f"record {number}: {record}")
            continue
        text, given = record.pop(columns.text, None), record.pop(columns.id, None)
        doc_id = f"{stem}#{number}" if given in (None, "") else str(given)
        date = record.pop(columns.date, None)
        metadata = {name: _plain(value) for name, value in record.items() if value is not None}
        if date not in (None, ""):
            metadata["published"] = str(date)
        if not isinstance(text, str):
            error = f"record {number} has no text in {columns.text!r}; name the column with --text-column"
            yield RawInput(doc_id=doc_id, path=path, format=format, metadata=metadata, error=error)
            continue
        raw = text.encode("utf-8", "replace")
        yield RawInput(doc_id=doc_id, path=path, format=format, raw=raw, encoding=encoding, metadata=metadata)


def _jsonl(handle: IO[bytes], columns: Columns) -> Iterator[Read]:
    for line, encoding in _lines(handle):
        try:
            record = json.loads(line)
        except (ValueError, RecursionError):
            yield ReadingError("not JSON; each line must be one JSON object"), encoding
            continue
        yield record if isinstance(record, dict) else ReadingError("not a JSON object"), encoding


def _lines(handle: IO[bytes]) -> Iterator[tuple[str, str | None]]:
    """Lines that are not blank, decoded one by one, for a file may be larger than the memory; with their encoding."""
    first = handle.readline()
    if is_utf16(first):
        text, encoding = decode(first + handle.read())
        yield from ((line, encoding) for line in text.split("\n") if line.strip())
        return
    unmarked = "utf-8-sig" if first.startswith(codecs.BOM_UTF8) else "utf-8"
    known: str | None = None  # what the lines before were in, where they were not UTF-8
    for line in chain([first], handle):
        if not line.strip():
            continue
        try:
            yield line.decode("utf-8-sig"), unmarked  # nearly always, and much faster than to look closely
            continue
        except UnicodeDecodeError:
            pass
        try:
            text, encoding = decode(line, known)
        except ReadingError:
            yield "", known  # reported as no JSON
            continue
        known = known if encoding.startswith("utf-8") else encoding
        yield text, encoding


def _csv(handle: IO[bytes], columns: Columns) -> Iterator[Read]:
    text, encoding = decode(handle.read())
    header = text.split("\n", 1)[0]
    delimiter = max(",;\t", key=header.count)
    reader = csv.DictReader(io.StringIO(text, newline=""), delimiter=delimiter)
    _need_text_column(reader.fieldnames or [], columns)
    try:
        for row in reader:
            yield {name: value for name, value in row.items() if name is not None}, encoding
    except csv.Error as error:
        raise ReadingError(f"line {reader.line_num} is broken: {error}") from error


def _parquet(handle: IO[bytes], columns: Columns) -> Iterator[Read]:
    import pyarrow.parquet as pq

    try:
        file = pq.ParquetFile(handle)
        _need_text_column(file.schema_arrow.names, columns)
        for batch in file.iter_batches(256):
            yield from ((record, "utf-8") for record in batch.to_pylist())  # as the format says
    except ReadingError:
        raise
    except Exception as error:  # the library raises whatever the damage leads to
        raise ReadingError("damaged or no Parquet file; write it again") from error


def _need_text_column(names: Iterable[str], columns: Columns) -> None:
    if columns.text not in names:
        known = ", ".join(map(str, names)) or "none"
        raise ReadingError(f"no column {columns.text!r} (it has {known}); name the text column with --text-column")


def _plain(value: Any) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, default=str)
