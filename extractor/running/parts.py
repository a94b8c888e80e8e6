"""What a run has done so far: whole Parquet parts that survive a kill, and the tables made of them.

While a run goes on, each finished batch is a pair of files in ``OUT/.extractor/``. Its documents
file is written last and commits the batch. At the end all parts, and the rows of unchanged documents
from the tables of an earlier run, are merged by `doc_id` into the final tables; then the parts go.
A crash at any point leaves either the parts or the final tables to go on from.
"""

from __future__ import annotations

import json
from collections import OrderedDict
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
import regex

from extractor.running.analyse import Analysed
from extractor.running.lock import LOCK, InUseError, lock
from extractor.tables.datapackage import write_descriptor
from extractor.tables.schema import DOCUMENTS, FACTS, TEXTS, arrow_schema
from extractor.tables.write import FORMULA, ROWS_AT_ONCE, read_groups, what_to_do, write_csv, write_parquet

STATE = ".extractor"
_KEY = "__key"  # of an input, in the documents file of a part
_EXTRA = "__extra"  # metadata passed through, as a JSON object, in the documents file of a part
_PARTS_IN_MEMORY = 32
_KNOWN = frozenset(column.name for column in DOCUMENTS)
#: Names of `extractor.tables.write.whole_file`'s temporary files, which a killed run leaves behind.
_LEFT_BEHIND = regex.compile(
    r"\. (?:documents|facts|texts|done|wide|datapackage|run) [^.]*+ \. (?:parquet|csv|xlsx|json) \. [^.]++ \.tmp",
    regex.VERBOSE,
)


class PartsError(Exception):
    """The output folder cannot be used. One line: what is wrong, and what to do about it."""


class Parts:
    """The state of a run in its output folder, which is this run's alone until `close`.

    `version` tells apart results of different pipelines: parts and tables of another version
    are not taken over. Raises PartsError where the folder cannot be written, or another run writes there.
    """

    def __init__(self, out: Path, version: str, *, fresh: bool = False, keep_text: bool = False) -> None:
        self.out, self.keep_text = out, keep_text
        self.folder = out / STATE
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            self._lock = lock(self.folder)
            for left in (file for place in (out, self.folder) for file in place.iterdir()):
                if _LEFT_BEHIND.fullmatch(left.name):
                    left.unlink()
            self._take_over(version, fresh=fresh)
        except InUseError as error:
            raise PartsError(f"{out}: another run writes there; wait for its end or choose another folder") from error
        except OSError as error:
            raise PartsError(f"{out}: cannot be written ({error.strerror}); choose another output folder") from error
        self._index: dict[str, tuple[str, str]] = {}  # doc_id -> (input key, part)
        self._load_index()
        self._next = 1 + max((int(p.stem.split("-")[1]) for p in self.folder.glob("documents-*.parquet")), default=-1)

    def _take_over(self, version: str, *, fresh: bool) -> None:
        """Throw away what another pipeline version has left; if `fresh`, whatever is there."""
        file = self.folder / "version"
        if not fresh and file.exists() and file.read_text(encoding="utf-8") == version:
            return
        file.unlink(missing_ok=True)  # first: what a run killed here leaves belongs to no version
        for old in self.folder.iterdir():
            if old.name != LOCK:
                old.unlink()
        file.write_text(version, encoding="utf-8")

    def _load_index(self) -> None:
        done = self.folder / "done.parquet"
        tables = ("documents", "facts", *(["texts"] if self.keep_text else []))
        finals = [self.out / f"{table}.parquet" for table in tables]
        if done.exists() and all(file.exists() for file in finals):
            for row in pq.read_table(done).to_pylist():
                self._index[row["doc_id"]] = (row[_KEY], "final")
        for file in sorted(self.folder.glob("documents-*.parquet")):
            for row in pq.read_table(file, columns=["doc_id", _KEY]).to_pylist():
                self._index[row["doc_id"]] = (row[_KEY], file.stem.split("-")[1])

    def close(self) -> None:
        """Let other runs use the folder."""
        self._lock.close()

    def is_done(self, doc_id: str, key: str) -> bool:
        """Whether this input, unchanged, is among the results already."""
        known = self._index.get(doc_id)
        return known is not None and known[0] == key

    def add(self, batch: list[Analysed]) -> None:
        """Commit a batch of results. Raises PartsError where the disk does not take it."""
        if not batch:
            return
        name = f"{self._next:08d}"
        self._next += 1
        facts = pa.Table.from_pylist([row for one in batch for row in one.facts], schema=arrow_schema(FACTS))
        schema = arrow_schema(DOCUMENTS, (_EXTRA, _KEY))
        rows = [{**one.document, _EXTRA: json.dumps(one.document["extra"]), _KEY: one.key} for one in batch]
        documents = pa.Table.from_pylist(rows, schema=schema)
        try:
            if self.keep_text:
                known = {"doc_id": [one.document["doc_id"] for one in batch], "text": [one.text for one in batch]}
                texts = pa.table(known, schema=arrow_schema(TEXTS))
                write_parquet(self.folder / f"texts-{name}.parquet", [texts], texts.schema)
            write_parquet(self.folder / f"facts-{name}.parquet", [facts], facts.schema)
            write_parquet(self.folder / f"documents-{name}.parquet", [documents], schema)
        except OSError as error:
            raise PartsError(f"{self.out}: {what_to_do(error)}") from error
        for one in batch:
            self._index[one.document["doc_id"]] = (one.key, name)

    def finish(self, doc_ids: Iterable[str], extra_first: Sequence[str] = ()) -> None:
        """Merge the results of `doc_ids` into the final tables, in order of `doc_id`.

        Metadata passed through becomes columns of the documents table: `extra_first`, then any others
        in alphabetical order.
        """
        wanted = sorted(set(doc_ids))
        others = sorted(self._extra_names(set(wanted)) - set(extra_first))
        extra = tuple(map(_column, [*extra_first, *others]))
        try:
            # What is not wanted now leaves the tables, so a run killed in between must not count it as done.
            self._write_done([doc_id for doc_id in wanted if self._index[doc_id][1] == "final"])
            if self.keep_text:
                schema = arrow_schema(TEXTS)
                write_parquet(self.out / "texts.parquet", self._merged("texts", schema, wanted), schema)
            # Facts before documents: until those follow, an unchanged document reads the same from either.
            self._write("facts", arrow_schema(FACTS), wanted)
            self._write("documents", arrow_schema(DOCUMENTS, extra), wanted)
            write_descriptor(self.out, extra)
            self._write_done(wanted)
            for table in ("documents", "facts", "texts"):  # without its documents file a part is not there
                for part in self.folder.glob(f"{table}-*"):
                    part.unlink()
        except OSError as error:
            raise PartsError(f"{self.out}: {what_to_do(error)}") from error

    def _write_done(self, doc_ids: list[str]) -> None:
        """Write which documents, with which keys, an unbroken run may take from the final tables."""
        keys = [self._index[doc_id][0] for doc_id in doc_ids]
        done = pa.table({"doc_id": pa.array(doc_ids, pa.string()), _KEY: pa.array(keys, pa.string())})
        write_parquet(self.folder / "done.parquet", [done], done.schema)

    def _extra_names(self, wanted: set[str]) -> set[str]:
        """Names of the metadata that any of the `wanted` documents has."""
        source = {doc_id: self._index[doc_id][1] for doc_id in wanted}
        names: set[str] = set()
        for part in set(source.values()) - {"final"}:
            table = pq.read_table(self.folder / f"documents-{part}.parquet", columns=["doc_id", _EXTRA])
            for doc_id, cell in zip(*(column.to_pylist() for column in table.columns), strict=True):
                if source.get(doc_id) == part:
                    names.update(json.loads(cell))
        finals = pa.array([doc_id for doc_id, part in source.items() if part == "final"], pa.string())
        if len(finals):
            for table in read_groups(self.out / "documents.parquet"):
                kept = table.filter(pc.is_in(table["doc_id"], finals))
                given = (name for name in kept.column_names if name not in _KNOWN)
                names.update(_given_name(name) for name in given if kept[name].null_count < kept.num_rows)
        return names

    def _write(self, table: str, schema: pa.Schema, doc_ids: list[str]) -> None:
        # Parquet first and CSV from it, so that the parts are read once.
        write_parquet(self.out / f"{table}.parquet", self._merged(table, schema, doc_ids), schema)
        write_csv(self.out / f"{table}.csv", read_groups(self.out / f"{table}.parquet"), schema)

    def _merged(self, table: str, schema: pa.Schema, doc_ids: list[str]) -> Iterator[pa.Table]:
        reader = _PartReader(self.folder, self.out, table)
        waiting: list[pa.Table] = []
        n_rows = 0
        for doc_id in doc_ids:
            rows = reader.rows(self._index[doc_id][1], doc_id)
            if rows is None or not rows.num_rows:
                continue
            waiting.append(rows)
            n_rows += rows.num_rows
            if n_rows >= ROWS_AT_ONCE:
                yield _together(waiting, schema)
                waiting, n_rows = [], 0
        if waiting:
            yield _together(waiting, schema)


class _PartReader:
    """Rows of single documents, with the parts read last kept in memory."""

    def __init__(self, folder: Path, out: Path, table: str) -> None:
        self.folder, self.out, self.table = folder, out, table
        self._loaded: OrderedDict[str, tuple[pa.Table, dict[str, tuple[int, int]]]] = OrderedDict()
        self._final: Iterator[tuple[str, pa.Table]] | None = None
        self._ahead: tuple[str, pa.Table] | None = None

    def rows(self, part: str, doc_id: str) -> pa.Table | None:
        """The rows of `doc_id` in `part`; documents of the final tables must be asked for in order."""
        if part == "final":
            return self._from_final(doc_id)
        if part not in self._loaded:
            table = pq.read_table(self.folder / f"{self.table}-{part}.parquet")
            self._loaded[part] = (table, _runs(table))
            if len(self._loaded) > _PARTS_IN_MEMORY:
                self._loaded.popitem(last=False)
        self._loaded.move_to_end(part)
        table, runs = self._loaded[part]
        return table.slice(*runs[doc_id]) if doc_id in runs else None

    def _from_final(self, doc_id: str) -> pa.Table | None:
        if self._final is None:
            self._final = self._read_final()
            self._ahead = next(self._final, None)
        while self._ahead is not None and self._ahead[0] < doc_id:
            self._ahead = next(self._final, None)
        return self._ahead[1] if self._ahead is not None and self._ahead[0] == doc_id else None

    def _read_final(self) -> Iterator[tuple[str, pa.Table]]:
        carried: tuple[str, pa.Table] | None = None
        for table in read_groups(self.out / f"{self.table}.parquet"):
            for doc_id, (start, length) in _runs(table).items():
                rows = table.slice(start, length)
                if carried is not None and carried[0] == doc_id:  # a document across two groups
                    rows = pa.concat_tables([carried[1], rows])
                elif carried is not None:
                    yield carried
                carried = (doc_id, rows)
        if carried is not None:
            yield carried


def _column(name: str) -> str:
    """The column of the documents table for what the metadata calls `name`.

    "metadata_title" stands beside the title of ours, and the header "metadata_=1+1" is no formula in a spreadsheet.
    """
    return f"metadata_{name}" if name in _KNOWN or regex.search(FORMULA, name) else name


def _given_name(column: str) -> str:
    """What the metadata calls a column of the documents table: the `name` that `_column` was given."""
    name = column.removeprefix("metadata_")
    return name if _column(name) == column else column


def _together(tables: list[pa.Table], schema: pa.Schema) -> pa.Table:
    """The rows of parts and of earlier final tables with the columns of the new one: metadata unpacked, ours gone."""
    # What only the parts have (the packed metadata) is null in the rows of final tables, and the other way round.
    rows = pa.concat_tables(tables, promote_options="default").unify_dictionaries()
    packed = _EXTRA in rows.column_names
    given = [json.loads(cell or "{}") for cell in rows[_EXTRA].to_pylist()] if packed else [{}] * rows.num_rows
    for name in schema.names:
        has = name in rows.column_names
        if has and (name in _KNOWN or not packed):
            continue
        values = pa.array([metadata.get(_given_name(name)) for metadata in given], pa.string())
        if has:
            rows = rows.set_column(rows.column_names.index(name), name, pc.coalesce(values, rows[name]))
        else:
            rows = rows.append_column(name, values)
    return rows.select(schema.names).combine_chunks()


def _runs(table: pa.Table) -> dict[str, tuple[int, int]]:
    """Where each document's rows lie: doc_id -> (first row, number of rows)."""
    runs: dict[str, tuple[int, int]] = {}
    for at, doc_id in enumerate(table.column("doc_id").to_pylist()):
        start, length = runs.get(doc_id, (at, 0))
        runs[doc_id] = (start, length + 1)
    return runs
