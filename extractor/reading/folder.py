"""Find the inputs below a folder and read their bytes; decoding comes later, in the workers."""

from __future__ import annotations

import io
import logging
import os
import re
import stat
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path, PurePosixPath
from typing import IO

import fsspec
from fsspec.implementations.local import LocalFileSystem

from extractor.reading.archive import members
from extractor.reading.document import Columns, RawInput, ReadingError
from extractor.reading.formats import ARCHIVES, FORMATS, RECORDS, SUFFIXES
from extractor.reading.metadata import FILE_NAME, parse_metadata
from extractor.reading.records import read_records

STANDARD_INPUT = "-"
#: What a run writes, in a folder where it has left its state: no documents.
_STATE = ".extractor"
_TABLES = re.compile(
    r"(?:facts(?:-\w+)?|documents|texts|wide)\.(?:parquet|csv|xlsx)|report\.html|(?:run|datapackage)\.json"
)
_NAMED = 5  # ids of a warning that may name thousands
logger = logging.getLogger("extractor")


class Folder:
    """The inputs at a location: a folder, a single file, "-" for standard input, or a URL that fsspec knows.

    `exclude` is a folder that is left out, such as the output of an earlier run. Raises
    ReadingError where nothing is there to read.
    """

    def __init__(self, location: str, *, columns: Columns | None = None, exclude: str | None = None) -> None:
        self.location = location
        self.columns = columns or Columns()
        self.skipped = 0
        self._metadata: dict[str, dict[str, str]] = {}
        self._broken: list[RawInput] = []
        if location == STANDARD_INPUT:
            self.paths = [STANDARD_INPUT]
            return
        try:
            self.fs, root = fsspec.core.url_to_fs(location)
        except (ImportError, ValueError) as error:
            raise ReadingError(f"{location}: {error}") from error
        if not self.fs.exists(root):
            raise ReadingError(f"{location}: no such file or folder; check the path")
        if self.fs.isdir(root):
            self.root = root.rstrip("/")
            self._exclude = Path(exclude).resolve() if exclude is not None else None
            self._find()
        else:
            self.root, _, name = root.rpartition("/")
            self.paths = [name] if PurePosixPath(name).suffix.lower() in SUFFIXES else []
        if not self.paths and self._broken:
            raise ReadingError(f"{location}: {self._broken[0].error}")
        if not self.paths:
            raise ReadingError(f"{location}: nothing to read; supported files end in {', '.join(sorted(SUFFIXES))}")

    def __len__(self) -> int:
        """Number of files; one that holds many documents counts once."""
        return len(self.paths)

    def _find(self) -> None:
        files = sorted(self._files())
        metadata_paths = [path for path in files if PurePosixPath(path).name == FILE_NAME]
        metadata_paths.sort(key=lambda path: path.count("/"))
        known = (path for path in files if PurePosixPath(path).suffix.lower() in SUFFIXES)
        self.paths = [path for path in known if path not in set(metadata_paths)]
        self.skipped = len(files) - len(self.paths) - len(metadata_paths)
        for path in metadata_paths:
            prefix = path.removesuffix(FILE_NAME)
            try:
                rows = parse_metadata(self._read(path))
            except ReadingError as error:
                message = f"{error}; its documents were read without it"
                self._broken.append(RawInput(doc_id=path, path=path, format="csv", error=message))
                continue
            # The file that is further up wins.
            self._metadata = {**{prefix + doc_id: row for doc_id, row in rows.items()}, **self._metadata}

    def _files(self) -> Iterator[str]:
        """Paths of all files, relative to the folder; hidden ones, links to folders and tables of runs are left out."""
        if not isinstance(self.fs, LocalFileSystem):
            yield from (path.removeprefix(self.root + "/") for path in self.fs.find(self.root))
            return
        for folder, folders, names in os.walk(self.root, onerror=self._closed, followlinks=False):
            if _STATE in folders:
                names = [name for name in names if not _TABLES.fullmatch(name)]
            folders[:] = [
                name for name in folders if not name.startswith(".") and Path(folder, name).resolve() != self._exclude
            ]
            inside = os.path.relpath(folder, self.root).replace(os.sep, "/")
            yield from (name if inside == "." else f"{inside}/{name}" for name in names if name[0] != ".")

    def _closed(self, error: OSError) -> None:
        """A folder that cannot be listed: an input with an error, and the rest is read."""
        path = os.path.relpath(error.filename, self.root).replace(os.sep, "/") + "/"
        reason = "no permission to read this folder; change its permissions"
        if not isinstance(error, PermissionError):
            reason = f"this folder cannot be read: {error.strerror or error}"
        self._broken.append(RawInput(doc_id=path, path=path, format="folder", error=reason))

    def metadata_columns(self) -> list[str]:
        """Names of the columns that metadata files pass through, in order of first appearance."""
        names = [name for row in self._metadata.values() for name in row if name not in ("published", "title")]
        return list(dict.fromkeys(names))

    def inputs(self) -> Iterator[RawInput]:
        """Every input, in the order of its path. A broken ``metadata.csv`` or folder comes first, with an error.

        Where a `doc_id` is taken already, a file gets its extension back, and a record becomes an error.
        Rows of metadata that belong to no document are told in a warning after the last input.
        """
        yield from map(_encodable, self._broken)
        taken: set[str] = set()
        for path in self.paths:
            for found in self._open(path):
                one = _encodable(found)
                if one.doc_id in taken and PurePosixPath(path).suffix.lower() in FORMATS:  # a.html beside a.txt
                    one = replace(one, doc_id=_shown(path))
                if one.doc_id in taken:
                    error = f"a second document with the id {one.doc_id!r}; give each its own"
                    one = replace(one, doc_id=_free(one.doc_id, taken), raw=b"", error=error)
                taken.add(one.doc_id)
                yield replace(one, metadata={**one.metadata, **_given(self._metadata.get(one.doc_id, {}))})
        self._warn_of_strays([doc_id for doc_id in self._metadata if doc_id not in taken])

    def _warn_of_strays(self, doc_ids: list[str]) -> None:
        """One line for rows of metadata that belong to no document: most often a slip in `doc_id`."""
        if not doc_ids:
            return
        named = ", ".join(map(_shown, doc_ids[:_NAMED])) + (", …" if len(doc_ids) > _NAMED else "")
        logger.warning(
            "%s: no document for %d of %d rows (%s); doc_id is the path below the folder without extension",
            FILE_NAME, len(doc_ids), len(self._metadata), named,
        )  # fmt: skip

    def _open(self, path: str) -> Iterator[RawInput]:
        suffix = PurePosixPath(path).suffix.lower()
        name = RECORDS.get(suffix) or ARCHIVES.get(suffix) or FORMATS.get(suffix, FORMATS[".txt"]).name
        doc_id = "stdin" if path == STANDARD_INPUT else path.removesuffix(PurePosixPath(path).suffix)
        try:
            if suffix in RECORDS:
                with self._handle(path) as handle:
                    yield from read_records(handle, path, RECORDS[suffix], self.columns)
            elif suffix in ARCHIVES:
                with self._handle(path) as handle:
                    yield from self._archive(handle, path)
            else:
                yield RawInput(doc_id=doc_id, path=path, format=name, raw=self._read(path))
        except ReadingError as error:
            yield RawInput(doc_id=doc_id, path=path, format=name, error=str(error))

    def _archive(self, handle: IO[bytes], path: str) -> Iterator[RawInput]:
        inside = path.removesuffix(PurePosixPath(path).suffix)
        for name, content in members(handle):
            suffix = PurePosixPath(name).suffix.lower()
            if suffix in ARCHIVES:  # most likely full of documents, so not passed over in silence
                error = "an archive inside an archive; unpack it"
                yield RawInput(doc_id=f"{inside}/{name}", path=f"{path}/{name}", format=ARCHIVES[suffix], error=error)
                continue
            if suffix not in FORMATS and suffix not in RECORDS:
                self.skipped += 1
                continue
            base = RawInput(doc_id=f"{inside}/{name.removesuffix(PurePosixPath(name).suffix)}", path=f"{path}/{name}",
                            format=FORMATS[suffix].name if suffix in FORMATS else RECORDS[suffix])  # fmt: skip
            if isinstance(content, ReadingError):
                yield replace(base, error=str(content))
            elif suffix in RECORDS:
                try:
                    yield from read_records(io.BytesIO(content), base.path, base.format, self.columns)
                except ReadingError as error:
                    yield replace(base, error=str(error))
            else:
                yield replace(base, raw=content)

    def _read(self, path: str) -> bytes:
        with self._handle(path) as handle:
            raw: bytes = handle.read()
            return raw

    @contextmanager
    def _handle(self, path: str) -> Iterator[IO[bytes]]:
        if path == STANDARD_INPUT:
            yield sys.stdin.buffer
            return
        try:
            if isinstance(self.fs, LocalFileSystem):
                _need_regular_file(f"{self.root}/{path}")
            with self.fs.open(f"{self.root}/{path}", "rb") as handle:
                yield handle
        except PermissionError as error:
            raise ReadingError("no permission to read it; change its permissions") from error
        except IsADirectoryError as error:
            raise ReadingError("a folder with the name of a file; rename it") from error
        except FileNotFoundError as error:
            raise ReadingError("vanished while the run was going on; run again if it matters") from error
        except OSError as error:
            raise ReadingError(f"cannot be read: {error.strerror or error}") from error


def _given(row: dict[str, str]) -> dict[str, str]:
    """Metadata without empty cells, which say nothing against what the document itself says."""
    return {name: value for name, value in row.items() if value}


def _need_regular_file(path: str) -> None:
    """Refuse pipes, sockets and devices, which may block or never end."""
    mode = Path(path).stat().st_mode
    if not stat.S_ISREG(mode) and not stat.S_ISDIR(mode):
        raise ReadingError("a pipe or device, not a file; leave it out")


def _encodable(one: RawInput) -> RawInput:
    """`one` with names and metadata that can be written as UTF-8, whatever bytes they are made of."""
    try:
        "".join([one.doc_id, one.path, one.error or "", *one.metadata, *one.metadata.values()]).encode("utf-8")
    except UnicodeEncodeError:
        metadata = {_shown(name): _shown(value) for name, value in one.metadata.items()}
        error = None if one.error is None else _shown(one.error)
        return replace(one, doc_id=_shown(one.doc_id), path=_shown(one.path), metadata=metadata, error=error)
    return one


def _shown(text: str) -> str:
    """`text` with bytes that are no UTF-8, as file names may hold them, written out: "caf\\xe9.txt"."""
    return text.encode("utf-8", "surrogateescape" if _only_escaped(text) else "replace").decode(
        "utf-8", "backslashreplace"
    )


def _only_escaped(text: str) -> bool:
    """Whether all half characters of `text` stand for bytes of a file name."""
    return all("\udc80" <= char <= "\udcff" for char in text if "\ud800" <= char <= "\udfff")


def _free(doc_id: str, taken: set[str]) -> str:
    number = 2
    while f"{doc_id}~{number}" in taken:
        number += 1
    return f"{doc_id}~{number}"
