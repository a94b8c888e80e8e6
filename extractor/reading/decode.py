"""From the bytes of an input to its text and metadata."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from extractor.reading.document import RawInput, ReadingError, SourceDocument
from extractor.reading.formats import FORMATS, RECORDS, TEXT

_BY_NAME = {format.name: format for format in FORMATS.values()} | dict.fromkeys(RECORDS.values(), TEXT)


def read_input(source: RawInput) -> SourceDocument:
    """The decoded document; whatever is wrong with it stands in `error`, nothing is raised for it."""
    document = header(source)
    if source.error:
        return replace(document, error=f"{source.path}: {source.error}")
    try:
        if not source.raw.strip():
            raise ReadingError("empty file; nothing to extract")
        found = _BY_NAME[source.format].read(source.raw)
        if not found.text.strip():
            raise ReadingError("no text in it; if it is a scan, run OCR first")
        given = source.metadata.get("published") or None
        published = _iso_date(given) if given else found.published
    except ReadingError as error:
        return replace(document, error=f"{source.path}: {error}")
    return replace(
        document,
        text=found.text,
        encoding=source.encoding if source.encoding and found.encoding == "utf-8" else found.encoding,
        title=source.metadata.get("title") or found.title,
        published=published,
        published_source="metadata" if published else None,
    )


def header(source: RawInput) -> SourceDocument:
    """What is known of an input before it is decoded."""
    extra = {name: value for name, value in source.metadata.items() if name not in ("published", "title")}
    return SourceDocument(
        doc_id=source.doc_id, path=source.path, format=source.format, sha256=source.sha256, extra=extra
    )


def _iso_date(text: str) -> str:
    """ISO date of a day as analysts write it: "2024-03-15", "15.03.2024", "15 март 2024 г.", "Mar 15, 2024"."""
    try:
        return dt.datetime.fromisoformat(text).date().isoformat()
    except ValueError:
        pass
    import dateparser

    # Relative words ("вчера") and lone parts ("март") are no date of publication.
    settings = {"DATE_ORDER": "DMY", "REQUIRE_PARTS": ["day", "month", "year"], "PARSERS": ["absolute-time"]}
    found = dateparser.parse(text.replace("г.", ""), languages=["bg", "en"], settings=settings)
    if found is None:
        raise ReadingError(f"published {text!r} in the metadata is no date; write it as 2024-03-15")
    day: dt.date = found.date()
    return day.isoformat()
