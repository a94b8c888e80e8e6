"""Tables to files: Parquet and CSV, row group by row group, each file whole or not there at all."""

from __future__ import annotations

import errno
import json
import os
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv
import pyarrow.parquet as pq

#: A spreadsheet takes a cell that begins so for a formula; in CSV such a cell gets a leading apostrophe.
FORMULA = r"^[=+\-@\t\r\n＝＋－＠]"
ROWS_AT_ONCE = 20_000  # of a table that may be large
#: What the system says of a disk without room.
NO_ROOM = (errno.ENOSPC, errno.EFBIG, errno.EDQUOT)


def what_to_do(error: OSError) -> str:
    """Why a file could not be written, and what helps."""
    cure = "free some space and run" if error.errno in NO_ROOM else "run"
    return f"{error.strerror or error}; {cure} again to go on from here"


@contextmanager
def whole_file(path: Path) -> Iterator[Path]:
    """A temporary file beside `path` that takes its place when the block ends well, and is removed otherwise."""
    handle, name = tempfile.mkstemp(prefix=f".{path.name}.", suffix=".tmp", dir=path.parent)
    os.close(handle)
    temporary = Path(name)
    try:
        yield temporary
        temporary.chmod(0o644)
        with temporary.open("rb") as written:
            os.fsync(written.fileno())
        temporary.replace(path)
    finally:
        temporary.unlink(missing_ok=True)


def read_groups(path: Path) -> Iterator[pa.Table]:
    """A Parquet table in groups of at most `ROWS_AT_ONCE` rows, so that memory stays flat."""
    with pq.ParquetFile(path) as file:
        yield from (pa.Table.from_batches([batch]) for batch in file.iter_batches(ROWS_AT_ONCE))


@contextmanager
def _open(path: Path) -> Iterator[IO[bytes]]:
    """A whole file to write bytes to. A file of Python's: Arrow's own does not tell of a disk that is full."""
    with whole_file(path) as temporary, temporary.open("wb") as handle:
        yield handle


def write_parquet(path: Path, tables: Iterable[pa.Table], schema: pa.Schema) -> None:
    """Write tables one after another as row groups of one Parquet file."""
    with _open(path) as handle, pq.ParquetWriter(handle, schema, compression="zstd") as writer:
        for table in tables:
            writer.write_table(table)


def write_csv(path: Path, tables: Iterable[pa.Table], schema: pa.Schema) -> None:
    """Write tables as one CSV file: UTF-8, header, empty cells for null, lists as JSON."""
    plain = pa.schema([pa.field(f.name, _csv_type(f.type)) for f in schema])
    with _open(path) as handle, pyarrow.csv.CSVWriter(handle, plain) as writer:
        for table in tables:
            writer.write_table(csv_table(table))


def csv_table(table: pa.Table) -> pa.Table:
    """The same table with columns that CSV can hold, and formulas defused."""
    columns = {}
    for name, column in zip(table.column_names, table.columns, strict=True):
        if pa.types.is_list(column.type):
            column = pa.chunked_array([[None if v is None else json.dumps(v) for v in column.to_pylist()]], pa.string())
        elif pa.types.is_dictionary(column.type):
            column = column.cast(pa.string())
        elif pa.types.is_string(column.type):
            risky = pc.match_substring_regex(column, FORMULA)
            if pc.any(risky).as_py():
                column = pc.if_else(risky, pc.binary_join_element_wise("'", column, ""), column)
        elif pa.types.is_float32(column.type):
            column = pc.round(column.cast(pa.float64()), 4)
        columns[name] = column
    return pa.table(columns)


def _csv_type(kind: pa.DataType) -> pa.DataType:
    if pa.types.is_list(kind) or pa.types.is_dictionary(kind):
        return pa.string()
    return pa.float64() if pa.types.is_float32(kind) else kind
