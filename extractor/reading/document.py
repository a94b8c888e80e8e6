"""One input document, decoded, or the line that says why it could not be read."""

from __future__ import annotations

from dataclasses import dataclass, field


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
