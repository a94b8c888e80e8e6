"""One input document, decoded, or the line that says why it could not be read."""

from __future__ import annotations

from dataclasses import dataclass, field
from hashlib import sha256


class ReadingError(Exception):
    """An input that cannot be read. The message is one line: what is wrong, and what to do about it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceDocument:
    """A text as it was read, before cleaning.

    Offsets of facts count code points of `text` from 0. `published` is an ISO date
    ("2019-07-24"). `extra` holds metadata columns that are passed through to the
    documents table. With `error` set, `text` is empty.
    """

    doc_id: str
    path: str  # relative to the input folder
    format: str
    text: str = ""
    sha256: str | None = None
    encoding: str | None = None
    title: str | None = None
    published: str | None = None
    published_source: str | None = None  # "metadata" or "text"
    extra: dict[str, str] = field(default_factory=dict)
    error: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Extracted:
    """What a reader gets out of a file: the decoded text, and what the file itself says of it."""

    text: str
    encoding: str | None = None
    title: str | None = None
    published: str | None = None  # ISO date


@dataclass(frozen=True, slots=True, kw_only=True)
class RawInput:
    """The bytes of one input document, not yet decoded, or the line that says why there are none."""

    doc_id: str
    path: str  # relative to the input folder, "/" as separator; "a.zip/inner.txt" inside an archive
    format: str
    raw: bytes = b""
    encoding: str | None = None  # of the file, where `raw` is text taken out of it, in UTF-8
    metadata: dict[str, str] = field(default_factory=dict)
    error: str | None = None

    @property
    def sha256(self) -> str | None:
        """SHA-256 of the bytes in hexadecimal; None where there are none."""
        return None if self.error else sha256(self.raw).hexdigest()

    @property
    def key(self) -> str:
        """Changes whenever the document, or what is known of it, changes."""
        known = "\x1f".join(f"{name}={value}" for name, value in sorted(self.metadata.items()))
        parts = [self.doc_id, self.path, self.sha256 or self.error or "", self.encoding or "", known]
        return sha256("\x1e".join(parts).encode("utf-8", "surrogatepass")).hexdigest()


@dataclass(frozen=True, slots=True, kw_only=True)
class Columns:
    """Names of the columns (or JSON keys) of a table of documents."""

    text: str = "text"
    id: str = "id"
    date: str = "published"
