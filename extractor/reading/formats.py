"""The formats we read: file ending, name, and the function that turns bytes into text."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from extractor.reading.encoding import decode


@dataclass(frozen=True, slots=True, kw_only=True)
class Extracted:
    """What a reader gets out of a file: the decoded text, and what the file itself says of it."""

    text: str
    encoding: str | None = None
    title: str | None = None
    published: str | None = None  # ISO date


@dataclass(frozen=True, slots=True)
class Format:
    """A file format. `read` raises ReadingError with one clear line."""

    name: str
    read: Callable[[bytes], Extracted]


def read_text(raw: bytes) -> Extracted:
    """Plain text in any encoding that `decode` knows."""
    text, encoding = decode(raw)
    return Extracted(text=text, encoding=encoding)


TEXT = Format("txt", read_text)
#: By file ending, lower case.
FORMATS: dict[str, Format] = {".txt": TEXT}
