"""The formats we read: file ending, name, and the function that turns bytes into text.

Readers of HTML, DOCX and PDF import their library at first use and say in one line how to
install it; the base install reads text, tables of records and archives.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from extractor.reading.document import Extracted
from extractor.reading.encoding import decode
from extractor.reading.html import read_html
from extractor.reading.office import read_docx, read_pdf


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
HTML = Format("html", read_html)
#: By file ending, lower case.
FORMATS: dict[str, Format] = {
    ".txt": TEXT,
    ".html": HTML,
    ".htm": HTML,
    ".docx": Format("docx", read_docx),
    ".pdf": Format("pdf", read_pdf),
}
#: Files that hold many documents: see `extractor.reading.records` and `extractor.reading.archive`.
RECORDS = {".jsonl": "jsonl", ".csv": "csv", ".parquet": "parquet"}
ARCHIVES = {".zip": "zip"}
SUFFIXES = frozenset(FORMATS) | frozenset(RECORDS) | frozenset(ARCHIVES)
