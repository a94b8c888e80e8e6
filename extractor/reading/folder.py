"""Find the inputs below a folder and read their bytes; decoding comes later, in the workers."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import PurePosixPath

import fsspec
from fsspec.implementations.local import LocalFileSystem

from extractor.reading.document import ReadingError
from extractor.reading.formats import FORMATS
from extractor.reading.metadata import FILE_NAME, parse_metadata


@dataclass(frozen=True, slots=True, kw_only=True)
class RawInput:
    """The bytes of one input document, not yet decoded, or the line that says why there are none."""

    doc_id: str
    path: str  # relative to the input folder, "/" as separator
    format: str
    raw: bytes = b""
    metadata: dict[str, str] = field(default_factory=dict)
    error: str | None = None

    @property
    def sha256(self) -> str | None:
        """SHA-256 of the bytes in hexadecimal; None where there are none."""
        return None if self.error else sha256(self.raw).hexdigest()

    @property
    def key(self) -> str:
        """Changes whenever the document or what is known of it changes."""
        known = "\x1f".join(f"{name}={value}" for name, value in sorted(self.metadata.items()))
        return sha256(
            "\x1e".join([self.doc_id, self.path, self.sha256 or self.error or "", known]).encode()
        ).hexdigest()


class Folder:
    """The inputs below a folder: a local path or any URL that fsspec knows (``s3://…``).

    Raises ReadingError where the folder is missing, is no folder, or holds nothing to read.
    """

    def __init__(self, location: str) -> None:
        self.location = location
        try:
            self.fs, self.root = fsspec.core.url_to_fs(location)
        except (ImportError, ValueError) as error:
            raise ReadingError(f"{location}: {error}") from error
        if not self.fs.exists(self.root):
            raise ReadingError(f"{location}: no such folder; check the path")
        if not self.fs.isdir(self.root):
            raise ReadingError(f"{location}: not a folder; give the folder that holds the documents")
        files = sorted(self._files())
        self.paths = [path for path in files if PurePosixPath(path).suffix.lower() in FORMATS]
        self._metadata_paths = sorted(
            (p for p in files if PurePosixPath(p).name == FILE_NAME), key=lambda p: p.count("/")
        )
        self.skipped = len(files) - len(self.paths) - len(self._metadata_paths)
        if not self.paths:
            known = ", ".join(sorted(FORMATS))
            raise ReadingError(f"{location}: nothing to read; supported files end in {known}")
        self._read_metadata()

    def __len__(self) -> int:
        return len(self.paths)

    def _files(self) -> Iterator[str]:
        """Paths of all files, relative to the folder; hidden ones and symbolic links to folders are left out."""
        if isinstance(self.fs, LocalFileSystem):
            for folder, folders, names in os.walk(self.root, followlinks=False):
                folders[:] = [name for name in folders if not name.startswith(".")]
                inside = os.path.relpath(folder, self.root).replace(os.sep, "/")
                yield from (name if inside == "." else f"{inside}/{name}" for name in names if name[0] != ".")
        else:
            root = self.root.rstrip("/") + "/"
            yield from (path.removeprefix(root) for path in self.fs.find(self.root))

    def metadata_columns(self) -> list[str]:
        """Names of the columns that metadata files pass through, in order of first appearance."""
        names = [name for row in self._metadata.values() for name in row if name not in ("published", "title")]
        return list(dict.fromkeys(names))

    def _read_metadata(self) -> None:
        self._metadata: dict[str, dict[str, str]] = {}
        self._broken: list[RawInput] = []
        for path in self._metadata_paths:
            prefix = path.removesuffix(FILE_NAME)
            try:
                rows = parse_metadata(self._read(path))
            except ReadingError as error:
                message = f"{error}; its documents were read without it"
                self._broken.append(RawInput(doc_id=path, path=path, format="csv", error=message))
                continue
            # A file further up wins: it comes first, since paths are sorted by depth.
            self._metadata = {**{prefix + doc_id: row for doc_id, row in rows.items()}, **self._metadata}

    def inputs(self) -> Iterator[RawInput]:
        """Every input, in the order of its path. A broken ``metadata.csv`` comes first, as an input with an error."""
        yield from self._broken
        taken: set[str] = set()
        for path in self.paths:
            doc_id = path.removesuffix(PurePosixPath(path).suffix)
            if doc_id in taken:  # a.html beside a.txt
                doc_id = path
            taken.add(doc_id)
            name = FORMATS[PurePosixPath(path).suffix.lower()].name
            known = self._metadata.get(doc_id, {})
            try:
                yield RawInput(doc_id=doc_id, path=path, format=name, raw=self._read(path), metadata=known)
            except ReadingError as error:
                yield RawInput(doc_id=doc_id, path=path, format=name, metadata=known, error=str(error))

    def _read(self, path: str) -> bytes:
        try:
            with self.fs.open(f"{self.root.rstrip('/')}/{path}", "rb") as handle:
                raw: bytes = handle.read()
                return raw
        except PermissionError as error:
            raise ReadingError("no permission to read it; change its permissions") from error
        except IsADirectoryError as error:
            raise ReadingError("a folder with the name of a file; rename it") from error
        except FileNotFoundError as error:
            raise ReadingError("vanished while the run was going on; run again if it matters") from error
        except OSError as error:
            raise ReadingError(f"cannot be read: {error.strerror or error}") from error
